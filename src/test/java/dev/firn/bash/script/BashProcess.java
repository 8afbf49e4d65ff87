package dev.firn.bash.script;

import dev.firn.bash.ShellState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs code in a bash of its own as a sandbox would: process 1 of new namespaces, an empty
/// environment, /dev/null and a terminal as its streams; then dumps its state.
final class BashProcess {

    private final Path directory;
    private FunctionCheck check = FunctionCheck.SUSPICIOUS;
    private int runs;
    private String output = "";

    BashProcess(Path directory) {
        this.directory = directory;
    }

    BashProcess checking(FunctionCheck functions) {
        this.check = functions;
        return this;
    }

    /// What the last process printed.
    String output() {
        return output;
    }

    /// The state after this code in a fresh shell.
    ShellState stateAfter(String code) throws IOException, InterruptedException {
        return withoutObstacles(dumpAfter(code));
    }

    Dump dumpAfter(String code) throws IOException, InterruptedException {
        return run(List.of(), new RestoreScript("", ""), code);
    }

    /// The state after this code in a new shell that was given a state first.
    ShellState stateAfter(ShellState before, String code) throws IOException, InterruptedException {
        return withoutObstacles(dumpAfter(before, code));
    }

    Dump dumpAfter(ShellState before, String code) throws IOException, InterruptedException {
        List<String> environ = new ArrayList<>();
        before.environ().forEach((name, value) -> environ.add(name + "=" + value));
        return run(environ, RestoreScript.of(before), code);
    }

    Dump run(List<String> environ, RestoreScript restore, String code)
            throws IOException, InterruptedException {
        Path run = Files.createDirectory(directory.resolve("run" + runs++));
        Path out = Files.createDirectory(run.resolve("out"));
        DumpScript dump = DumpScript.into(out.toString()).with(check);
        Path codeFile = write(run.resolve("code.bash"), code);
        Path script =
                write(
                        run.resolve("step.bash"),
                        restore.text()
                                + "{ "
                                + restore.enter()
                                + "\\builtin . '"
                                + codeFile
                                + "'\nif ( "
                                + dump.text()
                                + "); then \\builtin :; fi\n"
                                + "\\builtin trap - EXIT; \\builtin exit 0; }\n");
        start(run, environ, script, dump.fifo());
        if (!Dump.isComplete(out)) {
            throw new IOException("no dump: " + output);
        }
        return Dump.read(out);
    }

    private void start(Path run, List<String> environ, Path script, String fifo)
            throws IOException, InterruptedException {
        StringBuilder inner = new StringBuilder();
        inner.append("mount -t tmpfs none /dev/shm && mkfifo ").append(fifo);
        inner.append(" && exec env -i");
        for (String entry : environ) {
            inner.append(' ').append(Quoting.quote(entry));
        }
        inner.append(" /bin/bash --norc --noprofile ").append(script).append(" </dev/null\n");
        Path stage = write(run.resolve("stage.sh"), inner.toString());
        Process process =
                new ProcessBuilder(
                                "script",
                                "-qefc",
                                "unshare --user --map-root-user --pid --fork --mount-proc bash "
                                        + stage,
                                "/dev/null")
                        .directory(run.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .start();
        output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                        .replace("\r\n", "\n");
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException("exit " + exit + ": " + output);
        }
    }

    private static ShellState withoutObstacles(Dump dump) throws IOException {
        if (!dump.obstacles().isEmpty()) {
            throw new IOException("obstacles: " + dump.obstacles());
        }
        return dump.state();
    }

    private static Path write(Path file, String text) throws IOException {
        return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }
}
