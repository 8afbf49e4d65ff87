/// JSON exactly as Nix reads and writes it.
@NullMarked
package dev.firn.nix.json;

import org.jspecify.annotations.NullMarked;
