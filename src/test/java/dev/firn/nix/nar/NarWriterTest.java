package dev.firn.nix.nar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.linux.PathBytes;
import dev.firn.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NarWriterTest {

    @TempDir Path temp;

    @Test
    void archiveIsTheSameByteForByteAsNixMakesIt() throws Exception {
        Path tree = temp.resolve("tree");
        Files.createDirectories(tree.resolve("empty"));
        Files.createDirectories(tree.resolve("a-b"));
        Files.createDirectories(tree.resolve("a"));
        Files.writeString(tree.resolve("a/file"), "12345678");
        Files.writeString(tree.resolve("a/none"), "");
        Files.writeString(tree.resolve("a.b"), "x");
        byte[] big = new byte[200_001];
        new Random(1).nextBytes(big);
        Files.write(tree.resolve("big"), big);
        assertThat(tree.resolve("big").toFile().setExecutable(true)).isTrue();
        Files.write(PathBytes.resolve(tree, "\u00e9\u00ff"), new byte[] {1});
        Files.write(PathBytes.resolve(tree, "Z"), new byte[] {1});
        Files.createSymbolicLink(tree.resolve("link"), PathBytes.path("../x//\u00e9/"));
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        NarWriter.write(HostTree.of(tree), ours);
        assertThat(Arrays.equals(ours.toByteArray(), dumped(tree))).isTrue();
    }

    @Test
    void pipeIsRefused() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", temp.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        assertThatThrownBy(() -> NarFacts.of(HostTree.of(temp)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("has an unsupported type");
    }

    private static byte[] dumped(Path tree) throws IOException {
        Process nix =
                new ProcessBuilder("nix-store", "--dump", tree.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return nix.getInputStream().readAllBytes();
    }
}
