package dev.firn.build.room;

import dev.firn.bash.ShellState;
import dev.firn.bash.script.Dump;
import dev.firn.build.step.StepEnd;
import dev.firn.build.step.StepProcess;
import dev.firn.recipe.StepScript;
import dev.firn.sandbox.Exit;
import dev.firn.sandbox.SandboxProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A step's process in the sandbox, followed by the files it writes.
final class RunningStep implements StepProcess {

    private static final Duration LOOK = Duration.ofMillis(10);

    private final SandboxProcess process;
    private final SortedMap<String, String> environment;
    private final Path in;
    private final Path out;
    private @Nullable FileChannel go;

    /// @param environment that the process starts with
    /// @param in the folder from which the process reads
    /// @param out the folder to which it writes
    RunningStep(SandboxProcess process, SortedMap<String, String> environment, Path in, Path out) {
        this.process = process;
        this.environment = environment;
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
                Dump dump = Dump.read(out.resolve(StepScript.stateAfter(index)));
                return new StepEnd.Paused(dump.state(), dump.obstacles());
            }
        }
    }

    private StepEnd ended(Exit exit, int index) throws IOException {
        Path quit = out.resolve(StepScript.EXIT_STATE);
        Path after = out.resolve(StepScript.stateAfter(index));
        return switch (exit) {
            case Exit.Exited(int code) when code == 0 ->
                    !Dump.isComplete(quit) && Dump.isComplete(after)
                            ? new StepEnd.Boundary(Dump.read(after).state())
                            : new StepEnd.Quit(state(quit));
            case Exit.Exited(int code) ->
                    new StepEnd.Failed("exit code " + code, code, command(), state(quit));
            case Exit.Signalled(int signal) ->
                    new StepEnd.Failed("killed by signal " + signal, 0, command(), state(quit));
            case Exit.NotStarted(String why) -> throw SandboxedSteps.cannotStart(why, environment);
        };
    }

    /// Where a text is evaluated, as stdenv does it with a phase that is one, bash knows no more
    /// than that; but it still knows the last word of the command in it.
    private String command() throws IOException {
        String command = text(out.resolve(StepScript.COMMAND));
        if (!command.startsWith("eval ")) {
            return command;
        }
        String word = text(out.resolve(StepScript.LAST_WORD));
        return word.isEmpty() ? "" : "... " + word;
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    private static Optional<ShellState> state(Path dump) throws IOException {
        return Dump.isComplete(dump) ? Optional.of(Dump.read(dump).state()) : Optional.empty();
    }

    /// The fifo stays open until the process is gone: what is written to a fifo that nobody has
    /// open is lost, and the shell may be slower than this.
    @Override
    public void goOn(String text) throws IOException {
        Files.writeString(in.resolve(StepScript.NEXT), text, StandardCharsets.ISO_8859_1);
        FileChannel fifo = go;
        if (fifo == null) {
            // For reading too: then opening does not wait for a reader.
            fifo =
                    FileChannel.open(
                            out.resolve(StepScript.GO),
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            go = fifo;
        }
        fifo.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }

    @Override
    public SortedSet<String> clashes() throws IOException {
        Path file = out.resolve(StepScript.CLASHES);
        return Files.exists(file)
                ? new TreeSet<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1))
                : new TreeSet<>();
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
        if (go != null) {
            go.close();
        }
    }
}
