package dev.firn.nix.compare.archive;

import dev.firn.nix.compare.stream.Slice;

/// A member of an archive.
///
/// @param name in bytes, one per char
/// @param header all that the archive says of it, in bytes, but for what follows from the content:
///     its size, and checksums, which have been found to be right
/// @param index whether it only says where others are
public record Part(String name, String header, boolean index, Slice content) {}
