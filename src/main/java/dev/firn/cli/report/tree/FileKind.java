package dev.firn.cli.report.tree;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a file is, by its first bytes.
enum FileKind {
    ELF("\u007fELF", "ELF"),
    ARCHIVE("!<arch>\n", "ar archive"),
    GZIP("\u001f\u008b", "gzip"),
    XZ("\u00fd7zXZ\0", "xz"),
    BZIP2("BZh", "bzip2"),
    ZSTD("(\u00b5/\u00fd", "zstd"),
    ZIP("PK\u0003\u0004", "zip"),
    PNG("\u0089PNG\r\n", "PNG");

    /// How much of a file tells what it is; git looks at as much.
    static final int HEAD = 8000;

    private final String magic;
    private final String word;

    FileKind(String magic, String word) {
        this.magic = magic;
        this.word = word;
    }

    String word() {
        return word;
    }

    static Optional<FileKind> of(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        for (FileKind kind : values()) {
            if (start.startsWith(kind.magic)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /// Whether it is no text, as git decides it.
    static boolean isBinary(byte[] head) {
        for (byte each : head) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }
}
