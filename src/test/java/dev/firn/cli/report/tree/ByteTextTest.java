package dev.firn.cli.report.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteTextTest {

    private final ByteText program = new ByteText(false);
    private final ByteText terminal = new ByteText(true);

    @Test
    void ordinaryNameIsItself() {
        assertThat(program.path("a b/\u00c3\u00a9'")).isEqualTo("/a b/\u00c3\u00a9'");
        assertThat(terminal.path("a b/\u00c3\u00a9'")).isEqualTo("/a b/\u00c3\u00a9'");
    }

    @Test
    void nameThatIsMoreThanALineIsQuoted() {
        String name = "a\n\t\r\"\\\u001b\u007f";

        assertThat(program.name(name)).isEqualTo("\"a\\n\\t\\r\\\"\\\\\\033\\177\"");
    }

    @Test
    void bytesThatAreNotTextReachPrograms() {
        assertThat(program.path("\u00ff\u009b")).isEqualTo("/\u00ff\u009b");
    }

    /// U+009B is a terminal's control character, U+202E turns the direction of writing.
    @Test
    void nothingMovesTheCursorOfATerminal() {
        assertThat(terminal.path("\u00c2\u009b1m")).isEqualTo("/<U+009B>1m");
        assertThat(terminal.path("\u00e2\u0080\u00aegpj")).isEqualTo("/<U+202E>gpj");
        assertThat(terminal.line("\tif x\u001b[2J\t;")).isEqualTo("\tif x^[[2J\t;");
        assertThat(program.line("\u001b[2J")).isEqualTo("\u001b[2J");
    }
}
