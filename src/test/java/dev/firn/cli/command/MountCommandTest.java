package dev.firn.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.Firn;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.enter.MountRequest;
import dev.firn.cli.request.enter.MountsRequest;
import dev.firn.cli.request.enter.UnmountRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The words of `firn mount` and `firn umount`; what they do is in [dev.firn.e2e].
class MountCommandTest {

    private static final Settings USUAL = new Settings(Optional.empty(), false);

    private final Firn firn = new Firn();

    @Test
    void stepAndDirectoryAreMounted() {
        firn.run("mount", "--rw", "--build", "hello", "buildPhase@before", "dir");

        assertThat(firn.requests)
                .containsExactly(
                        new MountRequest(
                                USUAL,
                                Optional.of("hello"),
                                "buildPhase@before",
                                Optional.of("dir"),
                                true));
    }

    @Test
    void nothingMountedIsAnEmptyList() {
        assertThat(firn.run("mount")).isZero();
        assertThat(firn.run("mount", "--json")).isZero();

        assertThat(firn.requests)
                .containsExactly(new MountsRequest(USUAL), new MountsRequest(USUAL));
        assertThat(firn.out()).isEqualTo("{\"mounts\":[]}\n");
        assertThat(firn.err()).isEqualTo("nothing is mounted\n");
    }

    @Test
    void oneMountOrAllAreTakenAway() {
        firn.run("umount");
        firn.run("umount", "--lazy", "buildPhase");
        firn.run("umount", "--all");

        assertThat(firn.requests)
                .containsExactly(
                        new UnmountRequest(USUAL, Optional.empty(), false, false),
                        new UnmountRequest(USUAL, Optional.of("buildPhase"), false, true),
                        new UnmountRequest(USUAL, Optional.empty(), true, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mount --rw       | there is no step to mount\\  try: firn mount STEP, or firn ls to see the steps
                    mount a b c      | one state at a time\\  not a b c\\  try: firn mount a DIR
                    umount a b       | one mount at a time\\  not a b\\  try: firn umount a, or --all
                    umount --all a   | --all is more than a\\  try: firn umount --all
                    """)
    void wrongUsageIsExplained(String typed, String explained) {
        assertThat(firn.run(typed.split(" "))).isEqualTo(2);

        assertThat(firn.requests).isEmpty();
        assertThat(firn.err()).isEqualTo("firn: " + explained.replace("\\", "\n") + "\n");
    }
}
