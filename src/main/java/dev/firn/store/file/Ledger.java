package dev.firn.store.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/// A file to which any process may add lines. Each ends in a sum of its own, so that one which was
/// cut short or damaged is as good as none.
public record Ledger(Path file) {

    private static final int SUM = 1 + 8;

    /// Adds lines of text with one char per byte.
    public void add(List<String> lines) throws IOException {
        // One write, which the kernel does not mix with another one.
        Files.writeString(
                file,
                text(lines),
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /// What the file holds that has these lines.
    public static String text(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append(' ').append(sum(line)).append('\n');
        }
        return text.toString();
    }

    /// The lines that are whole; none when there is no file.
    public List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : read().split("\n")) {
            int length = line.length() - SUM;
            if (length >= 0 && line.equals(whole(line.substring(0, length)))) {
                lines.add(line.substring(0, length));
            }
        }
        return lines;
    }

    /// Whether every line is.
    public boolean isWhole() throws IOException {
        return read().equals(text(lines()));
    }

    private String read() throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static String whole(String line) {
        return line + ' ' + sum(line);
    }

    private static String sum(String line) {
        CRC32C sum = new CRC32C();
        sum.update(line.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
