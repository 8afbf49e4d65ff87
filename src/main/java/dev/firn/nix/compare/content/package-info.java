/// Contents of two builds compared by what they mean: programs, compressed files and archives, one
/// in the other. What cannot be read proves nothing.
@NullMarked
package dev.firn.nix.compare.content;

import org.jspecify.annotations.NullMarked;
