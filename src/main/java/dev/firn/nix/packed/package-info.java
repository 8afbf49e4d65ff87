/// Gzip files and zip archives as they lie in their bytes.
@NullMarked
package dev.firn.nix.packed;

import org.jspecify.annotations.NullMarked;
