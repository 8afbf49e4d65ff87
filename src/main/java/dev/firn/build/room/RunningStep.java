package dev.firn.build.room;

import dev.firn.bash.ShellState;
import dev.firn.bash.script.Dump;
import dev.firn.build.step.StepEnd;
import dev.firn.build.step.StepProcess;
import dev.firn.limit.Mishap;
import dev.firn.linux.Confined;
import dev.firn.recipe.StepScript;
import dev.firn.sandbox.Exit;
import dev.firn.sandbox.SandboxProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// A step's process in the sandbox, followed by the files it writes.
final class RunningStep implements StepProcess {

    private static final Duration LOOK = Duration.ofMillis(10);

    private final SandboxProcess process;
    private final Path in;
    private final Path out;
    private final FileChannel go;
    private final Confined said;

    /// @param in the folder from which the process reads
    /// @param out the folder to which it writes
    /// @param go the fifo on which the process waits, opened before there was a process that could
    ///     put something else in its place
    RunningStep(SandboxProcess process, Path in, Path out, FileChannel go) {
        this.process = process;
        this.go = go;
        this.said = new Confined(out);
        this.in = in;
        this.out = out;
    }

    @Override
    public StepEnd await(int index) throws IOException, InterruptedException {
        Path paused = out.resolve(StepScript.PAUSED);
        while (true) {
            Optional<Exit> exit = process.waitFor(LOOK);
            if (exit.isPresent()) {
                return ended(exit.get(), index);
            }
            if (Files.deleteIfExists(paused)) {
                return paused(out.resolve(StepScript.stateAfter(index)));
            }
        }
    }

    private StepEnd paused(Path after) throws IOException, InterruptedException {
        try {
            Dump dump = Dump.read(after);
            return new StepEnd.Paused(dump.state(), dump.obstacles());
        } catch (IOException e) {
            process.kill();
            process.waitFor();
            return untold(e);
        }
    }

    /// There was no room for the state, or the build has made something else of it.
    private static StepEnd untold(IOException why) {
        return new StepEnd.Failed(String.valueOf(why.getMessage()), 1, "", Optional.empty());
    }

    private StepEnd ended(Exit exit, int index) throws IOException {
        Path quit = out.resolve(StepScript.EXIT_STATE);
        return switch (exit) {
            case Exit.Exited(int code) when code == 0 ->
                    succeeded(quit, out.resolve(StepScript.stateAfter(index)));
            case Exit.Exited(int code) ->
                    new StepEnd.Failed("exit code " + code, code, command(), state(quit));
            case Exit.Signalled(int signal) ->
                    new StepEnd.Failed(
                            "killed by signal " + signal, 128 + signal, command(), state(quit));
            case Exit.Spoiled(Mishap mishap) -> new StepEnd.Spoiled(mishap, command(), state(quit));
            case Exit.NotStarted(String why) -> throw SandboxedSteps.cannotStart(why, in);
        };
    }

    private static StepEnd succeeded(Path quit, Path after) {
        try {
            if (Dump.isComplete(quit)) {
                return new StepEnd.Quit(Optional.of(Dump.read(quit).state()));
            }
            return Dump.isComplete(after)
                    ? new StepEnd.Boundary(Dump.read(after).state())
                    : new StepEnd.Quit(Optional.empty());
        } catch (IOException e) {
            return untold(e);
        }
    }

    /// Where a text is evaluated, as stdenv does it with a phase that is one, bash knows no more
    /// than that; but it still knows the last word of the command in it.
    private String command() throws IOException {
        String command = said.find(StepScript.COMMAND).orElse("");
        if (!command.startsWith("eval ")) {
            return command;
        }
        String word = said.find(StepScript.LAST_WORD).orElse("");
        return word.isEmpty() ? "" : "... " + word;
    }

    private static Optional<ShellState> state(Path dump) {
        try {
            return Optional.of(Dump.read(dump).state());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The fifo stays open until the process is gone: what is written to a fifo that nobody has
    /// open is lost, and the shell may be slower than this.
    @Override
    public void goOn(String text) throws IOException {
        Files.writeString(in.resolve(StepScript.NEXT), text, StandardCharsets.ISO_8859_1);
        go.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }

    @Override
    public SortedSet<String> clashes() throws IOException {
        return new TreeSet<>(said.find(StepScript.CLASHES).orElse("").lines().toList());
    }

    /// Waits for the end: until then the step's files are mounted.
    @Override
    public void close() throws IOException {
        process.kill();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        go.close();
    }
}
