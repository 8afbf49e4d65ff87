/// Pieces of store paths in any bytes: finding them, whole or cut, and writing over them.
@NullMarked
package dev.firn.nix.piece;

import org.jspecify.annotations.NullMarked;
