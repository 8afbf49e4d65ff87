package dev.firn.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLinesTest {

    private final List<String> complete = new ArrayList<>();
    private final LogLines lines = new LogLines(3, complete::add);

    @Test
    void whatIsMeantForNixIsNotShown() {
        LogLines lines = new LogLines(9, line -> {});
        lines.append("one\n@nix { \"action\": \"setPhase\" }\n@nixos\n");
        assertThat(lines.last(9)).containsExactly("one", "@nixos");
    }

    @Test
    void lastLinesAreKept() {
        lines.append("1\n2\n3\n4\n5");

        assertThat(lines.last(9)).containsExactly("2", "3", "4", "5");
        assertThat(lines.last(2)).containsExactly("4", "5");
        assertThat(complete).containsExactly("1", "2", "3", "4");
    }

    @Test
    void unfinishedLineIsCompletedAtTheEnd() {
        lines.append("half");
        lines.end();
        lines.end();

        assertThat(complete).containsExactly("half");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    10%\\r50%\\r100%\\n       | 100%
                    crlf\\r\\n                 | crlf
                    ab\\b\\bcd\\n               | cd
                    \\e[1;31mred\\e[0m\\n       | red
                    \\e]0;title\\atext\\n       | text
                    \\e]8;;http://x\\e\\\\link\\n | link
                    \\e(Bascii\\n              | ascii
                    \\e[2J\\e[Hcleared\\n       | cleared
                    \\aring\\n                 | ring
                    a\\tb\\n                   | a b
                    nul\\0here\\n              | nul^@here
                    \\xc3\\xa9t\\xc3\\xa9\\n      | été
                    \\xff\\n                   | �
                    \\xc2\\x9b31mc1\\n          | <U+009B>31mc1
                    \\xe2\\x80\\xaeevil\\n       | <U+202E>evil
                    """)
    void lineIsShownAsATerminalWouldAndSafely(String typed, String shown) {
        lines.append(bytes(typed));

        assertThat(complete).containsExactly(shown);
    }

    @Test
    void piecesMayBeCutAnywhere() {
        String log = bytes("a\\xc3\\xa9\\e[31mb\\e[0mc\\r\\nd\\n");
        for (int i = 0; i < log.length(); i++) {
            lines.append(log.substring(i, i + 1));
        }

        assertThat(complete).containsExactly("aébc", "d");
    }

    @Test
    void endlessLineTakesLittleMemory() {
        for (int i = 0; i < 1000; i++) {
            lines.append("x".repeat(1000));
        }

        assertThat(lines.last(1).get(0)).hasSize(4000);
    }

    @Test
    void endlessSequenceEndsWithTheLine() {
        lines.append("\u001b]never ended\nnext\n");

        assertThat(complete).containsExactly("next");
    }

    private static String bytes(String typed) {
        String text =
                typed.replace("\\r", "\r")
                        .replace("\\n", "\n")
                        .replace("\\b", "\b")
                        .replace("\\e", "\u001b")
                        .replace("\\a", "\u0007")
                        .replace("\\t", "\t")
                        .replace("\\0", "\0")
                        .replace("\\\\", "\\");
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\x", i)) {
                bytes.append((char) Integer.parseInt(text, i + 2, i + 4, 16));
                i += 3;
            } else {
                bytes.append(text.charAt(i));
            }
        }
        return bytes.toString();
    }
}
