package dev.firn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever keeps a program from running is told in the words of the tool that failed, and is
/// never taken for the program's own failure.
class NotStartedTest {

    @TempDir(deletionStrategy = WholeTree.class)
    Path directory;

    private Playground.Outcome run(Program program) throws Exception {
        Playground playground = Playground.in(directory);
        return playground.run(playground.spec(playground.fresh("upper"), program));
    }

    @Test
    void aProgramThatIsNotThere() throws Exception {
        Program program =
                new Program("/nix/store/x", List.of("/nix/store/x"), new TreeMap<>(), "/build");
        assertThat(run(program).exit())
                .isEqualTo(
                        new Exit.NotStarted(
                                "bwrap: execvp /nix/store/x: No such file or directory"));
    }

    @Test
    void aStartDirectoryThatIsNotThere() throws Exception {
        Program program = new Program("/bin/sh", List.of("/bin/sh"), new TreeMap<>(), "/build/x");
        assertThat(run(program).exit())
                .isEqualTo(
                        new Exit.NotStarted(
                                "bwrap: Can't chdir to /build/x: No such file or directory"));
    }

    @Test
    void anInputThatIsNotThere() throws Exception {
        Playground playground = Playground.in(directory);
        playground.binds.add(Bind.readOnly(Path.of("/no/input"), "/nix/store/input"));
        assertThat(playground.run("true").exit())
                .isEqualTo(
                        new Exit.NotStarted(
                                "/no/input, needed at /nix/store/input, does not exist"));
    }

    @Test
    void aMountPointThatIsNotThere() throws Exception {
        Playground playground = Playground.in(directory);
        playground.binds.add(Bind.readOnly(Path.of("/etc"), "/nix/store/input"));
        assertThat(playground.run("true").exit())
                .isInstanceOfSatisfying(
                        Exit.NotStarted.class,
                        it ->
                                assertThat(it.why())
                                        .startsWith("mount: ")
                                        .contains("nix/store/input: mount point does not exist."));
    }

    @Test
    void aLayerThatIsNotThere() throws Exception {
        Playground playground = Playground.in(directory);
        playground.lowers.add(directory.resolve("no-layer"));
        assertThat(playground.run("true").exit())
                .isInstanceOfSatisfying(
                        Exit.NotStarted.class,
                        it -> assertThat(it.why()).contains("merged: special device overlay"));
    }

    @Test
    void aHostWithoutUserNamespaces() throws Exception {
        String script = "echo 0 >/proc/sys/user/max_user_namespaces; exec \"$@\"";
        ProcessBuilder builder = run(directory);
        builder.command()
                .addAll(
                        0,
                        List.of("unshare", "--user", "--map-root-user", "sh", "-c", script, "sh"));
        assertThat(output(builder))
                .isEqualTo("NotStarted[why=unshare: unshare failed: No space left on device]");
    }

    @Test
    void aHostWithoutBubblewrap() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool :
                List.of(
                        "setpriv", "unshare", "sh", "mount", "setarch", "env", "find", "rm",
                        "chmod")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }
        ProcessBuilder builder = run(directory);
        builder.environment().put("PATH", tools.toString());
        assertThat(output(builder)).contains("NotStarted[why=setarch: failed to execute bwrap");
    }

    private static ProcessBuilder run(Path directory) {
        List<String> command = new ArrayList<>(Caller.java());
        command.addAll(List.of(directory.toString(), "true"));
        return new ProcessBuilder(command);
    }

    private static String output(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        byte[] text = process.getInputStream().readAllBytes();
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
