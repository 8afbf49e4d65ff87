package dev.firn.nix.piece;

import dev.firn.nix.path.StorePath;

/// A piece of a scratch path, found in some bytes.
///
/// @param offset of its first byte
/// @param path the path that it is a piece of
/// @param from index in the path of its first character
/// @param to index in the path after its last character
/// @param wide whether each character is followed by a zero byte (UTF-16, little-endian)
public record Piece(long offset, StorePath path, int from, int to, boolean wide) {

    /// Where the hash part begins and ends in each store path.
    public static final int HASH_FROM = StorePath.STORE_DIR.length() + 1;

    public static final int HASH_TO = HASH_FROM + StorePath.HASH_LENGTH;

    /// How many characters of the path it holds.
    public int length() {
        return to - from;
    }

    /// How many of them are of the hash part.
    public int hashCharacters() {
        return hashTo() - hashFrom();
    }

    /// Whether the whole hash part is there, byte by byte: what Nix itself sees and rewrites.
    public boolean whole() {
        return !wide && hashCharacters() == StorePath.HASH_LENGTH;
    }

    /// Index in the hash part of the first character of it that is here.
    public int hashFrom() {
        return Math.max(from, HASH_FROM) - HASH_FROM;
    }

    /// Index in the hash part after the last character of it that is here.
    public int hashTo() {
        return Math.min(to, HASH_TO) - HASH_FROM;
    }

    /// Where the first character of the hash part is.
    public long hashOffset() {
        return offset + (long) (hashFrom() + HASH_FROM - from) * stride();
    }

    /// Bytes from one character to the next.
    public int stride() {
        return wide ? 2 : 1;
    }
}
