package dev.firn.build.step;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The last that a step has printed.
public final class LogEnd {

    private static final int BYTES = 4000;

    private LogEnd() {}

    /// @return bytes, possibly from within a line on; nothing when the log is gone
    public static String of(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - BYTES));
            byte[] end = new byte[BYTES];
            int count = Math.max(0, file.read(end));
            return new String(end, 0, count, StandardCharsets.ISO_8859_1);
        }
    }
}
