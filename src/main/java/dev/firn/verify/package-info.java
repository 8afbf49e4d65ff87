/// A result compared with what Nix makes of the same derivation.
@NullMarked
package dev.firn.verify;

import org.jspecify.annotations.NullMarked;
