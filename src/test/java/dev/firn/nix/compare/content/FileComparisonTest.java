package dev.firn.nix.compare.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.compare.stream.PathSwap;
import dev.firn.nix.compare.unpack.Room;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.HostTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is built to be large when it is looked into.
class FileComparisonTest {

    @TempDir Path temp;

    /// A thousand times as large as it looks, or more.
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "bzip2", "zstd"})
    void bombIsLeftAloneAtTheLimit(String tool) throws Exception {
        Path ours = bomb("ours", tool, "1");
        Path theirs = bomb("theirs", tool, "2");
        assertThat(Files.size(ours)).isLessThan(200_000);

        assertThat(unexplained(ours, theirs, 10 << 20).kind()).isEqualTo(Spot.Kind.TOO_LARGE);
        assertThat(unexplained(ours, theirs, Room.MOST).offset()).isEqualTo(32 << 20);
        try (Stream<Path> left = Files.list(temp.resolve("room"))) {
            List<String> names = left.map(each -> each.getFileName().toString()).toList();
            assertThat(names).allMatch(name -> name.startsWith("libzstd-jni-"));
        }
    }

    @Test
    void nestingIsFollowedSoFar() throws Exception {
        for (int depth : new int[] {3, 20}) {
            Path ours = nested("ours", "a", depth);
            Path theirs = nested("theirs", "b", depth);
            Spot spot = unexplained(ours, theirs, Room.MOST);
            assertThat(spot.unpacked()).isTrue();
            assertThat(spot.offset() == 0 && spot.ourSize() == 1).isEqualTo(depth == 3);
        }
    }

    @Test
    void dictionaryThatTakesTooMuchMemoryProvesNothing() throws Exception {
        for (String command : List.of("xz -f --lzma2=dict=512MiB", "zstd -q --long=31")) {
            Path ours = packed("ours", command, "1");
            Path theirs = packed("theirs", command, "2");
            assertThat(unexplained(ours, theirs, Room.MOST).plain()).as(command).isTrue();
        }
    }

    private Spot unexplained(Path ours, Path theirs, long most) throws IOException {
        PathSwap swap = new PathSwap(new TreeMap<>(), new TreeMap<>(), List.of());
        Room room = new Room(temp.resolve("room"), most);
        Likeness found = FileComparison.of(swap, room, file(ours), file(theirs));
        assertThat(found).isInstanceOf(Likeness.Unlike.class);
        return ((Likeness.Unlike) found).spot();
    }

    private static FileTree.Regular file(Path path) throws IOException {
        return (FileTree.Regular) HostTree.of(path);
    }

    private Path bomb(String name, String tool, String end) throws Exception {
        Path path = temp.resolve(name);
        run("(head -c 32M /dev/zero; printf " + end + ") | " + tool + " -c -1 > " + path);
        return path;
    }

    private Path nested(String name, String content, int depth) throws Exception {
        Path path = temp.resolve(name);
        run("printf " + content + " " + "| gzip -nc ".repeat(depth) + "> " + path);
        return path;
    }

    /// From a pipe, so that the program does not know how much there is.
    private Path packed(String name, String command, String content) throws Exception {
        Path path = temp.resolve(name);
        run("(head -c 1M /dev/zero; printf " + content + ") | " + command + " -c > " + path);
        return path;
    }

    private void run(String script) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
