package dev.firn.nix.compare.content;

import dev.firn.nix.compare.stream.StreamComparison.Mask;

/// What a program says of the file with its debugging information.
///
/// @param place of the name
/// @param name of the file
/// @param checksum place of the CRC of that file's content
record DebugLink(Mask place, String name, Mask checksum) {}
