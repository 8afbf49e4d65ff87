/// The two text forms that Nix writes data in, exactly as Nix does.
@NullMarked
package dev.firn.nix.text;

import org.jspecify.annotations.NullMarked;
