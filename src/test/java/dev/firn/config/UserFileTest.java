package dev.firn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.gc.Limits;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserFileTest {

    private static final long DISK = 1_000_000_000_000L;

    @TempDir Path home;

    private UserFile read(String text) throws IOException {
        Files.createDirectories(home.resolve("firn"));
        Files.writeString(home.resolve("firn/config.toml"), text);
        return UserFile.of(Map.of("XDG_CONFIG_HOME", home.toString()), DISK);
    }

    @Test
    void withoutAFileTheUsualHolds() {
        UserFile file = UserFile.of(Map.of("HOME", home.toString()), DISK);

        assertThat(file).isEqualTo(new UserFile(Limits.usual(DISK), true));
        assertThat(file.limits().maximum()).isEqualTo(100_000_000_000L);
        assertThat(file.limits().free()).isEqualTo(10_000_000_000L);
    }

    @Test
    void whatIsSaidHoldsAndTheRestIsAsUsual() throws IOException {
        UserFile file =
                read(
                        """
                        [gc]
                        max = "40GB"
                        free = "10%"
                        reserved = 500
                        older-than = "60d"
                        keep-builds = 3
                        automatic = false
                        """);

        assertThat(file)
                .isEqualTo(
                        new UserFile(
                                new Limits(
                                        500,
                                        40_000_000_000L,
                                        DISK / 10,
                                        Optional.of(Duration.ofDays(60)),
                                        3),
                                false));
        assertThat(read("[gc]\nolder-than = \"never\"\n").limits().age()).isEmpty();
        assertThat(read("").limits()).isEqualTo(Limits.usual(DISK));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [cg]~max = 3             | it has 'cg', and only [gc] is known
                    gc = 3                  | it has 'gc', and only [gc] is known
                    [gc]~maximum = "3GB"    | it has 'maximum' in [gc]
                    [gc]~keep-builds = -1   | keep-builds is a number of builds
                    [gc]~keep-builds = "a"  | keep-builds is a number of builds
                    [gc]~automatic = 1      | automatic is true or false
                    [gc]~max = "much"       | max is a size: not 'much'
                    """)
    void whatMakesNoSenseIsExplained(String text, String why) {
        assertThatThrownBy(() -> read(text.replace('~', '\n')))
                .isInstanceOf(Problem.class)
                .hasMessageEndingWith(why);
    }
}
