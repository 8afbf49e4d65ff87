package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A cache on a small file system of its own, which becomes full somewhere in a build. Once there
// is
/// room, the build goes on as if nothing had been.
class FullDiskTest {

    /// Builds twice, first with little room, then with much; prints what became of it.
    private static final String SCRIPT =
            """
            cache=$1 size=$2
            shift 2
            mount -t tmpfs -o size="$size",mode=700 none "$cache"
            "$@"
            echo "first $?" $(ls "$cache/work" 2>/dev/null)
            if grep -qs "$cache/" /proc/[0-9]*/mountinfo; then echo "a mount is left"; fi
            mount -o remount,size=100m "$cache"
            "$@"
            echo "second $?"
            """;

    @TempDir Path place;
    private ThisMachine machine;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
        Files.createDirectory(machine.cache());
    }

    private Ran build(String size, String phase) {
        List<String> words =
                new ArrayList<>(List.of("unshare", "--mount", "--", "sh", "-c", SCRIPT, "sh"));
        words.add(machine.cache().toString());
        words.add(size);
        String edit = "{ buildPhase = ''" + phase + "''; installPhase = \"echo > $out\"; }";
        words.addAll(
                machine.program(
                        "build",
                        "--no-link",
                        "-f",
                        ThisMachine.PACKAGES.toString(),
                        "-A",
                        "failing",
                        "--arg",
                        "edit",
                        edit));
        return machine.run(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "32k", "64k", "96k", "128k", "160k", "192k", "224k", "256k", "288k", "320k", "352k",
                "384k", "2m"
            })
    void fullDiskIsToldAndForgotten(String size) {
        Ran ran = build(size, "head -c 3M /dev/zero > big");

        assertThat(ran.stdout())
                .as(ran.stderr())
                .containsPattern("first [34]\n")
                .contains("second 0");
        assertThat(ran.stdout()).doesNotContain("a mount is left");
        assertThat(ran.stderr())
                .containsPattern("there is no room left on a disk|No space left on device")
                .doesNotContain("bug in firn")
                .doesNotContain("failed the last time")
                .doesNotContain("once more");
    }

    /// The builder makes room again before anybody looks, so its own words are all there is.
    @Test
    void stepThatTookAllTheRoomKeepsItsStateButNoVerdict() {
        Ran ran = build("2m", "head -c 3M /dev/zero > big || { : > big; exit 1; }");

        assertThat(ran.stdout()).as(ran.stderr()).contains("first 1\n", "second 0");
        assertThat(ran.stderr())
                .contains("failed: buildPhase of failing, a disk was full", "df -h")
                .doesNotContain("once more");
    }
}
