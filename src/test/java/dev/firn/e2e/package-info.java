/// The whole program on small packages, beside the real Nix.
@NullMarked
package dev.firn.e2e;

import org.jspecify.annotations.NullMarked;
