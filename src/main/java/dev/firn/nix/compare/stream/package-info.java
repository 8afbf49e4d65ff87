/// Contents of two builds compared as bytes: at the same places, with the hashes of the outputs
/// swapped, in bounded memory. Knows no file formats.
@NullMarked
package dev.firn.nix.compare.stream;

import org.jspecify.annotations.NullMarked;
