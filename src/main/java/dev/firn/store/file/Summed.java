package dev.firn.store.file;

import dev.firn.linux.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/// How every small file of the cache ends: with a line `end` and a sum of all before it and of the
/// file's name, so that one that was cut short, damaged or put elsewhere is as good as none.
///
/// The sum is a CRC-32C, which misses no single byte and no run of up to four, and which the JVM
/// computes by one instruction from its first moment on; SHA-256 would be slow that early.
public final class Summed {

    private static final String HEAD = "end ";
    private static final int LENGTH = HEAD.length() + 8 + 1;

    private Summed() {}

    /// The content with its last line.
    public static byte[] of(Path file, byte[] content) {
        byte[] end = end(file, content, content.length);
        byte[] whole = new byte[content.length + LENGTH];
        System.arraycopy(content, 0, whole, 0, content.length);
        System.arraycopy(end, 0, whole, content.length, LENGTH);
        return whole;
    }

    /// What comes before the last line.
    ///
    /// @return nothing when the sum is another one, or missing
    public static Optional<byte[]> content(Path file, byte[] whole) {
        int length = whole.length - LENGTH;
        if (length < 0) {
            return Optional.empty();
        }
        byte[] end = end(file, whole, length);
        if (!Arrays.equals(end, 0, LENGTH, whole, length, whole.length)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOf(whole, length));
    }

    /// What is in such a file.
    ///
    /// @return nothing when it is damaged
    /// @throws java.nio.file.NoSuchFileException when there is none
    public static Optional<byte[]> read(Path file) throws IOException {
        return content(file, Files.readAllBytes(file));
    }

    /// Writes a file that nobody else looks at yet.
    public static void write(Path file, byte[] content) throws IOException {
        Files.write(file, of(file, content));
    }

    private static byte[] end(Path file, byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(PathBytes.name(file).getBytes(StandardCharsets.ISO_8859_1));
        sum.update(0);
        sum.update(bytes, 0, length);
        String line = HEAD + HexFormat.of().toHexDigits((int) sum.getValue()) + '\n';
        return line.getBytes(StandardCharsets.ISO_8859_1);
    }
}
