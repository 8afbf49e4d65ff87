/// What is packed in files, unpacked within limits: nothing that a file says of itself decides how
/// much memory, disk or time it takes.
@NullMarked
package dev.firn.nix.compare.unpack;

import org.jspecify.annotations.NullMarked;
