/// Store paths: their form, their base 32, and how Nix computes them. The floor of `nix.*`.
@NullMarked
package dev.firn.nix.path;

import org.jspecify.annotations.NullMarked;
