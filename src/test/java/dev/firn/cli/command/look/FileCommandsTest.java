package dev.firn.cli.command.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.Firn;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.CatRequest;
import dev.firn.cli.request.look.CatRequest.FileName;
import dev.firn.cli.request.look.CheckoutRequest;
import dev.firn.cli.request.look.DiffRequest;
import dev.firn.cli.request.look.FilesRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileCommandsTest {

    private static final Settings USUAL = new Settings(Optional.empty(), false);

    private static Object asked(String... words) {
        Firn firn = new Firn();
        assertThat(firn.run(words)).as(firn.err()).isZero();
        return firn.requests.getFirst();
    }

    @Test
    void wordsBeforeTheDashesAreStatesAndAfterThemPaths() {
        assertThat(asked("diff"))
                .isEqualTo(new DiffRequest(USUAL, Optional.empty(), List.of(), List.of()));
        assertThat(asked("diff", "a", "--stat", "b@before", "--", "x", "--json"))
                .isEqualTo(
                        new DiffRequest(
                                USUAL,
                                Optional.empty(),
                                List.of("a", "b@before"),
                                List.of("x", "--json")));
        assertThat(asked("diff", "--", "x"))
                .isEqualTo(new DiffRequest(USUAL, Optional.empty(), List.of(), List.of("x")));
    }

    @Test
    void filesTakesAStepAndPaths() {
        assertThat(asked("files"))
                .isEqualTo(
                        new FilesRequest(
                                USUAL, Optional.empty(), Optional.empty(), List.of(), false));
        assertThat(asked("files", "a", "-l", "x", "y", "--changed"))
                .isEqualTo(
                        new FilesRequest(
                                USUAL,
                                Optional.empty(),
                                Optional.of("a"),
                                List.of("x", "y"),
                                true));
    }

    @Test
    void stepEndsAtTheFirstColon() {
        assertThat(asked("cat", "a@before:x:y", "b:/z"))
                .isEqualTo(
                        new CatRequest(
                                USUAL,
                                Optional.empty(),
                                List.of(new FileName("a@before", "x:y"), new FileName("b", "/z"))));
    }

    @Test
    void checkoutTakesAStepADirectoryAndPaths() {
        assertThat(asked("checkout", "a", "d", "x"))
                .isEqualTo(new CheckoutRequest(USUAL, Optional.empty(), "a", "d", List.of("x")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    diff a b c              | firn diff [A [B]] -- PATH...
                    diff --stat --content   |
                    cat                     | firn cat STEP:PATH
                    cat x                   | firn cat STEP:PATH
                    cat :x                  | firn cat STEP:PATH
                    cat x:                  | firn cat STEP:PATH
                    files -l --json         | firn files --help
                    files -0 -l             | firn files --help
                    checkout a              | firn checkout STEP DIR
                    """)
    void nonsenseIsRefusedBeforeAnythingIsOpened(String typed, String advice) {
        Firn firn = new Firn();

        assertThat(firn.run(typed.split(" "))).isEqualTo(2);
        assertThat(firn.requests).isEmpty();
        if (advice != null) {
            assertThat(firn.err()).endsWith("  try: " + advice + "\n");
        }
    }

    @Test
    void textOnATerminalIsSafe() {
        Firn firn = printing("\tone\u001b]0;title\u0007\ntwo");
        firn.outIsTerminal = true;

        assertThat(firn.run("cat", "a:x")).isZero();
        assertThat(firn.out()).isEqualTo("\tone^[]0;title^G\ntwo");
    }

    @Test
    void binaryIsNotForATerminal() {
        Firn firn = printing("ELF\0");
        firn.outIsTerminal = true;

        assertThat(firn.run("cat", "a:x")).isEqualTo(2);
        assertThat(firn.out()).isEmpty();
        assertThat(firn.err())
                .isEqualTo(
                        """
                        firn: a:x is no text
                          it holds bytes that would confuse the terminal
                          try: firn cat a:x > FILE
                        """);
    }

    @Test
    void programGetsEveryByte() {
        Firn firn = printing("\u001b\0\n\r");

        assertThat(firn.run("cat", "a:x")).isZero();
        assertThat(firn.out()).isEqualTo("\u001b\0\n\r");
    }

    private static Firn printing(String content) {
        return new Firn() {
            @Override
            public void cat(CatRequest request, Reader reader) throws IOException {
                byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
                reader.read(request.files().getFirst(), new ByteArrayInputStream(bytes));
            }
        };
    }
}
