package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// States of a package as directories of this machine, for root.
class MountTest {

    @TempDir static Path place;
    private static ThisMachine machine;

    @BeforeAll
    static void build() throws IOException {
        machine = new ThisMachine(place);
        machine.set("XDG_RUNTIME_DIR", Files.createDirectory(place.resolve("run")).toString());
        assertThat(machine.build("failing").ran().status()).isEqualTo(1);
    }

    @AfterEach
    void unmount() throws IOException {
        machine.firn("umount", "--all", "--lazy").orFail();
        Traces.assertNone(machine.cache());
    }

    @AfterAll
    static void nothingIsLeft() throws IOException {
        assertThat(machine.cache().resolve("mounts")).isDirectoryContaining("glob:**/lock");
        assertThat(place.resolve("run/firn/mounts")).isEmptyDirectory();
    }

    @Test
    void failedStateIsADirectory() throws IOException {
        Ran ran = machine.firn("mount", "installPhase");

        Path directory = Path.of(ran.orFail().strip());
        assertThat(directory)
                .isEqualTo(place.resolve("run/firn/mounts/failing-installPhase-failed"));
        assertThat(ran.stderr()).isEqualTo("failing installPhase@failed, read-only\n");
        assertThat(directory.resolve("build")).isDirectory();
        String half =
                machine.run("find", directory.toString(), "-name", "half", "-type", "f").orFail();
        assertThat(Files.readString(Path.of(half.strip()))).isEqualTo("half\n");
        assertThat(machine.run("touch", directory + "/x").stderr()).contains("Read-only");
        assertThat(machine.firn("mount", "installPhase").orFail().strip())
                .isEqualTo(directory.toString());
    }

    @Test
    void mountIsListedUntilItIsTakenAway() throws IOException {
        Path directory = place.resolve("a b\u00e9,c:d\\e");
        machine.firn("mount", "installPhase@before", directory.toString(), "--rw").orFail();
        Files.writeString(directory.resolve("build/new"), "");

        JsonArray mounts =
                JsonParser.parseString(machine.firn("mount", "--json").orFail())
                        .getAsJsonObject()
                        .getAsJsonArray("mounts");
        JsonObject only = mounts.get(0).getAsJsonObject();
        String build = only.remove("build").getAsString();
        String since = only.remove("since").getAsString();
        assertThat(mounts.toString())
                .isEqualTo(
                        "[{\"directory\":\"%s\",\"derivation\":\"failing\","
                                        .formatted(directory.toString().replace("\\", "\\\\"))
                                + "\"state\":\"installPhase@before\",\"writable\":true,"
                                + "\"elsewhere\":false}]");
        assertThat(machine.firn("mount").orFail())
                .isEqualTo(
                        "%s  rw  failing installPhase@before  build %s  since %s"
                                .formatted(directory, build, since));

        Ran gone = machine.firn("umount", directory.toString());

        assertThat(gone.orFail()).isEmpty();
        assertThat(gone.stderr()).isEqualTo("unmounted " + directory + "\n");
        assertThat(directory).doesNotExist();
        Ran none = machine.firn("mount");
        assertThat(none.orFail()).isEmpty();
        assertThat(none.stderr()).isEqualTo("nothing is mounted\n");
    }

    @Test
    void directoryOfTheUserIsEmptyAgainAfterwards() throws IOException {
        Path directory = Files.createDirectory(place.resolve("own"));
        Path link = Files.createSymbolicLink(place.resolve("link"), directory);
        machine.firn("mount", "buildPhase", link.toString()).orFail();
        assertThat(directory).isNotEmptyDirectory();

        machine.firn("umount", link.toString()).orFail();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void mountThatIsInUseStaysAndSaysWhoUsesIt() throws Exception {
        Path directory = Path.of(machine.firn("mount", "buildPhase").orFail().strip());
        Path inside = directory.resolve("build");
        Process user = new ProcessBuilder("sleep", "1000").directory(inside.toFile()).start();
        try {
            Ran ran = machine.firn("umount");

            assertThat(ran.status()).isEqualTo(3);
            assertThat(ran.stderr())
                    .isEqualTo(
                            """
                            firn: %1$s cannot be unmounted
                              it is in use:
                              sleep (%2$d) is in build
                              try: end that, or: firn umount --lazy %1$s
                            """
                                    .formatted(directory, user.pid()));
            machine.firn("umount", "--lazy", "buildPhase").orFail();
            assertThat(directory).doesNotExist();
        } finally {
            user.destroyForcibly().waitFor();
        }
    }

    @Test
    void mountThatWasTakenAwayByHandIsForgotten() throws IOException {
        String directory = machine.firn("mount", "buildPhase").orFail().strip();
        machine.run("umount", directory).orFail();

        Ran ran = machine.firn("umount", directory);

        assertThat(ran.orFail()).isEmpty();
        assertThat(ran.stderr()).isEqualTo(directory + " is not mounted any more; cleared away\n");
        assertThat(Path.of(directory)).doesNotExist();
    }

    @Test
    void unfitDirectoriesAreRefused() throws IOException {
        Path file = Files.createFile(place.resolve("file"));
        refused("it is not empty", place);
        refused("it is not a directory", file);
        refused("there is no directory " + place.resolve("no"), place.resolve("no/directory"));
        refused("it is in the cache, " + machine.cache(), machine.cache().resolve("x"));
        Path link = Files.createSymbolicLink(place.resolve("in"), machine.cache().resolve("work"));
        refused("it leads into the cache, " + machine.cache(), link);
        Path directory = place.resolve("taken");
        machine.firn("mount", "unpackPhase@before", directory.toString()).orFail();
        refused("something is mounted there", directory);
    }

    private static void refused(String why, Path directory) {
        Ran ran = machine.firn("mount", "buildPhase", directory.toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.stderr())
                .startsWith(
                        "firn: the state cannot be mounted on %s\n  %s\n  try: "
                                .formatted(directory, why));
    }

    @Test
    void kernelThatRefusesIsQuoted() throws IOException {
        String firn = String.join(" ", machine.program("mount", "buildPhase"));

        Ran ran = machine.run("setpriv", "--bounding-set=-sys_admin", "sh", "-c", firn);

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.stdout()).isEmpty();
        assertThat(ran.stderr())
                .contains("cannot be mounted on", "permission denied", "--cap-add SYS_ADMIN");
        assertThat(Files.exists(machine.cache().resolve("mounted"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }
}
