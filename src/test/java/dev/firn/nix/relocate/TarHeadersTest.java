package dev.firn.nix.relocate;

import static dev.firn.nix.relocate.Moving.FROM;
import static dev.firn.nix.relocate.Moving.TO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.nar.MemoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarHeadersTest {

    @TempDir Path temp;

    @Test
    void pathInAnArchivedFileIsRewritten() throws Exception {
        Files.writeString(temp.resolve("a"), "at " + FROM + "/bin\n");
        byte[] tar = archive("-cf", "a");
        assertThat(Moving.survey(MemoryTree.file(tar)).stale()).isEmpty();
        Path moved = temp.resolve("moved.tar");
        Files.write(moved, MemoryTree.bytes(Moving.move(MemoryTree.file(tar))));
        run("tar", "-C", temp.toString(), "-xf", moved.toString());
        assertThat(temp.resolve("a")).hasContent("at " + TO + "/bin\n");
    }

    @Test
    void pathInAHeaderIsNamed() throws Exception {
        Files.writeString(temp.resolve("a"), "nothing\n");
        Files.createSymbolicLink(temp.resolve("b"), Path.of(FROM + "/bin"));
        assertThat(Moving.survey(MemoryTree.file(archive("-cf", "a", "b"))).stale())
                .singleElement()
                .satisfies(stale -> assertThat(stale.why()).contains("header of a tar archive"));
    }

    @Test
    void pathInAHeaderInAPackedArchiveIsNamed() throws Exception {
        Files.createSymbolicLink(temp.resolve("b"), Path.of(FROM + "/bin"));
        assertThat(Moving.survey(MemoryTree.file(archive("-czf", "b"))).stale())
                .singleElement()
                .satisfies(stale -> assertThat(stale.why()).contains("header of a tar archive"));
    }

    private byte[] archive(String how, String... names) throws Exception {
        Path tar = temp.resolve("t.tar");
        List<String> command =
                new ArrayList<>(List.of("tar", "-C", temp.toString(), how, tar.toString()));
        command.addAll(List.of(names));
        run(command.toArray(String[]::new));
        return Files.readAllBytes(tar);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
