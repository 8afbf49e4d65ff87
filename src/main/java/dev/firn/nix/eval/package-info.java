/// What only Nix's own programs can do: evaluate, and tell how Nix is configured.
@NullMarked
package dev.firn.nix.eval;

import org.jspecify.annotations.NullMarked;
