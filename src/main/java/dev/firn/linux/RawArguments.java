package dev.firn.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The words of a command line, which are bytes. Java decodes them and loses what is no text in its
/// locale; here such a byte is a surrogate that is alone, U+DC80 for 0x80 and so on, as in Python.
public final class RawArguments {

    private static final char LOST = '\ufffd';
    private static final int ESCAPE = 0xdc00;

    private RawArguments() {}

    /// The arguments of this process, with nothing lost.
    ///
    /// @param decoded as Java gives them
    public static List<String> of(String[] decoded) throws IOException {
        List<String> words = List.of(decoded);
        if (words.stream().noneMatch(word -> word.indexOf(LOST) >= 0)) {
            return words;
        }
        byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
        List<String> raw = List.of(new String(line, StandardCharsets.ISO_8859_1).split("\0", -1));
        // What follows the last zero byte is no word.
        return raw.subList(raw.size() - 1 - words.size(), raw.size() - 1).stream()
                .map(RawArguments::text)
                .toList();
    }

    /// @param bytes one char each
    static String text(String bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length(); ) {
            int length = sequence(bytes, i);
            if (length == 0) {
                text.append((char) (ESCAPE + bytes.charAt(i)));
                i++;
            } else {
                byte[] one = bytes.substring(i, i + length).getBytes(StandardCharsets.ISO_8859_1);
                text.append(new String(one, StandardCharsets.UTF_8));
                i += length;
            }
        }
        return text.toString();
    }

    /// The length of the UTF-8 sequence there; 0 when there is none.
    private static int sequence(String bytes, int at) {
        for (int length = 1; length <= 4 && at + length <= bytes.length(); length++) {
            byte[] one = bytes.substring(at, at + length).getBytes(StandardCharsets.ISO_8859_1);
            String text = new String(one, StandardCharsets.UTF_8);
            if (text.codePointCount(0, text.length()) == 1
                    && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), one)) {
                return length;
            }
        }
        return 0;
    }

    /// A word as it was on the command line.
    ///
    /// @return bytes, one char each
    public static String bytes(String text) {
        StringBuilder bytes = new StringBuilder();
        text.codePoints()
                .forEach(
                        point -> {
                            if (point > ESCAPE && point <= ESCAPE + 0xff) {
                                bytes.append((char) (point - ESCAPE));
                            } else {
                                byte[] one =
                                        Character.toString(point).getBytes(StandardCharsets.UTF_8);
                                bytes.append(new String(one, StandardCharsets.ISO_8859_1));
                            }
                        });
        return bytes.toString();
    }
}
