package dev.firn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayRunTest {

    @TempDir(deletionStrategy = WholeTree.class)
    Path directory;

    @Test
    void upperHoldsTheChangesAfterTheEnd() throws Exception {
        Playground playground = Playground.in(directory);
        Path layer = playground.layer("below");
        Files.writeString(layer.resolve("gone"), "");
        Files.writeString(layer.resolve("kept"), "kept\n");
        Path upper = playground.fresh("upper");
        String script =
                "rm gone; cat kept; mkdir -p /nix/store/out/bin; echo x >/nix/store/out/bin/x;"
                        + " touch -d @1.000000007 file; ln file link; chmod 600 file";

        Playground.Outcome outcome =
                playground.run(playground.spec(upper, Playground.bash(script)));

        assertThat(outcome.log()).isEqualTo("kept\n");
        assertThat(upper.resolve("nix/store/out/bin/x")).hasContent("x");
        assertThat(upper.resolve("build/kept")).doesNotExist();
        Path file = upper.resolve("build/file");
        assertThat(Files.getLastModifiedTime(file)).hasToString("1970-01-01T00:00:01.000000007Z");
        assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(2);
        assertThat(Files.getAttribute(upper.resolve("build/gone"), "unix:rdev")).isEqualTo(0L);
    }

    @Test
    void aChainOfManyLayersMounts() throws Exception {
        Playground playground = Playground.in(directory);
        for (int i = 0; i < 400; i++) {
            Path layer = playground.layer("a-layer-with-a-rather-long-name-" + i);
            Files.writeString(layer.resolve("top"), i + "\n");
            Files.writeString(layer.resolve("file" + i), "");
        }
        assertThat(playground.run("cat top; ls | wc -l").log()).isEqualTo("399\n401\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a:b,c",
                "back\\slash",
                "new\nline",
                "#x",
                "tab\t",
                "q'\"$(x)",
                "\u00e9"
            })
    void pathsMayHoldAnyCharacter(String name) throws Exception {
        Path odd = Files.createDirectories(directory.resolve(name));
        Playground playground = Playground.in(odd);
        Files.writeString(playground.layer("lay:er,1 " + name).resolve("file"), "lower\n");
        Path in = Files.createDirectory(odd.resolve("in " + name));
        Files.writeString(in.resolve("script"), "echo in\n");
        playground.binds.add(Bind.readOnly(in, "/.firn/i n"));
        playground.binds.add(Bind.writable(playground.fresh("out" + name), "/.firn/out"));

        Playground.Outcome outcome =
                playground.run(
                        "cat file; . '/.firn/i n/script'; cat /nix/store/two; >/.firn/out/x");

        assertThat(outcome)
                .isEqualTo(new Playground.Outcome(new Exit.Exited(0), "lower\nin\na file\n"));
        assertThat(Host.found(odd, "x")).isNotNull();
    }

    @Test
    void missingOptionalBindIsLeftOut() throws Exception {
        Playground playground = Playground.in(directory);
        playground.binds.add(Bind.writable(Path.of("/no/such"), "/odd/file").ifPresent());
        assertThat(playground.run("test -e /odd || echo none").log()).isEqualTo("none\n");
    }
}
