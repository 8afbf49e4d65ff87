package dev.firn.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.Firn;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.keep.DuRequest;
import dev.firn.cli.request.keep.GcRequest;
import dev.firn.cli.request.keep.UnpinRequest;
import dev.firn.gc.Usage.By;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The words of `firn gc`, `du`, `pin` and `unpin`; what they do is in [dev.firn.e2e].
class KeepCommandsTest {

    private static final Settings USUAL = new Settings(Optional.empty(), false);
    private static final Optional<String> NONE = Optional.empty();

    private final Firn firn = new Firn();

    @Test
    void limitsOfACollectionAreAsked() {
        firn.run("gc");
        firn.run("gc", "--all", "--dry-run");
        firn.run("gc", "--max", "20GB", "--free=10%", "--reserved", "1GB");
        firn.run("gc", "--older-than", "30d", "--keep-builds", "2", "--json");

        assertThat(firn.requests)
                .containsExactly(
                        new GcRequest(USUAL, false, false, NONE, NONE, NONE, NONE, NONE),
                        new GcRequest(USUAL, true, true, NONE, NONE, NONE, NONE, NONE),
                        new GcRequest(
                                USUAL,
                                false,
                                false,
                                Optional.of("20GB"),
                                Optional.of("10%"),
                                Optional.of("1GB"),
                                NONE,
                                NONE),
                        new GcRequest(
                                USUAL,
                                false,
                                false,
                                NONE,
                                NONE,
                                NONE,
                                Optional.of("30d"),
                                Optional.of("2")));
        assertThat(firn.out())
                .isEqualTo(
                        "{\"removed\":[],\"removedBytes\":0,\"layers\":0,\"bytes\":0,"
                                + "\"free\":0,\"withinLimits\":true}\n");
        assertThat(firn.err())
                .startsWith(
                        "removed 0 layers (0 B); the cache has 0 (0 B), 0 B are free on its"
                                + " disk\nwould remove 0 layers (0 B); the cache would have 0");
    }

    @Test
    void roomIsPartedByPackageStepOrBuild() {
        firn.run("du");
        firn.run("du", "hello");
        firn.run("du", "--builds");
        firn.run("du", "hello", "--builds", "--json");

        Optional<String> hello = Optional.of("hello");
        assertThat(firn.requests)
                .containsExactly(
                        new DuRequest(USUAL, NONE, By.PACKAGE),
                        new DuRequest(USUAL, hello, By.STEP),
                        new DuRequest(USUAL, NONE, By.BUILD),
                        new DuRequest(USUAL, hello, By.BUILD));
    }

    @Test
    void pinsAreListedWithoutAStep() {
        assertThat(firn.run("pin")).isZero();
        firn.run("unpin", "buildPhase", "--build", "hello");
        firn.run("unpin", "--all");

        assertThat(firn.requests)
                .containsExactly(
                        USUAL,
                        new UnpinRequest(USUAL, Optional.of("hello"), Optional.of("buildPhase")),
                        new UnpinRequest(USUAL, NONE, NONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gc hello        | firn gc takes no hello\\  try: firn gc --help
                    du a b          | one package at a time\\  not a b\\  try: firn du a
                    pin a b         | one step at a time\\  not a b\\  try: firn pin a
                    unpin           | what is to be let go?\\  try: firn unpin STEP, or --all; firn pin lists them
                    unpin --all a   | --all is more than a\\  try: firn unpin STEP, or --all; firn pin lists them
                    """)
    void wrongUsageIsExplained(String typed, String explained) {
        assertThat(firn.run(typed.split(" "))).isEqualTo(2);

        assertThat(firn.requests).isEmpty();
        assertThat(firn.err()).isEqualTo("firn: " + explained.replace("\\", "\n") + "\n");
    }
}
