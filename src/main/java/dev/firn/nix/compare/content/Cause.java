package dev.firn.nix.compare.content;

/// Why two builds differ although they did the same. Each stands for a proof: with what it names
/// taken away, the two are equal.
public sealed interface Cause {

    /// A linker's digest of a program, and what is made of it: the name of its debugging file and
    /// the checksum of that.
    ///
    /// @param ours in hexadecimal
    public record BuildId(String ours, String theirs) implements Cause {}

    /// The output's own path, cut as compilers do or in wide characters.
    public record CutPath() implements Cause {}

    /// The output's own path in packed data: unpacked, the two are the same but for that. In an
    /// archive that is not compressed, the path makes checksums differ.
    public record PackedPath(Packing packing) implements Cause {}

    public enum Packing {
        GZIP,
        XZ,
        BZIP2,
        ZSTD,
        LZMA,
        ZLIB,
        ZIP,
        TAR,
        AR,
        CPIO
    }
}
