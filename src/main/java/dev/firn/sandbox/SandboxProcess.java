package dev.firn.sandbox;

import dev.firn.limit.Allowance;
import dev.firn.limit.Leash;
import dev.firn.limit.Mishap;
import dev.firn.linux.Pty;
import dev.firn.linux.RawTerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A run going on. It ends with this JVM, however that ends.
public final class SandboxProcess {

    private final RunDirectory run;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();
    private @Nullable Process chain;
    private boolean killed;

    private SandboxProcess(RunDirectory run) {
        this.run = run;
    }

    static SandboxProcess ended(RunDirectory run, Exit exit) {
        SandboxProcess process = new SandboxProcess(run);
        process.exit.complete(exit);
        return process;
    }

    static SandboxProcess start(RunDirectory run, OutputStream log, Leash leash) {
        SandboxProcess process = new SandboxProcess(run);
        // The kernel sends a parent's death signal when the thread dies that started the child,
        // so the thread that starts this one stays until it has ended.
        Thread.ofPlatform().daemon().name("sandbox").start(() -> process.live(log, leash));
        return process;
    }

    static SandboxProcess converse(RunDirectory run, RawTerminal keys, OutputStream screen) {
        SandboxProcess process = new SandboxProcess(run);
        Thread.ofPlatform()
                .daemon()
                .name("sandbox")
                .start(() -> process.liveConversing(keys, screen));
        return process;
    }

    static SandboxProcess attach(RunDirectory run, boolean aside) {
        SandboxProcess process = new SandboxProcess(run);
        Thread.ofPlatform().daemon().name("sandbox").start(() -> process.liveAttached(aside));
        return process;
    }

    /// Waits for the end. After it no process and no mount of the run is left, and the whole
    /// output has been written to the log.
    ///
    /// @throws IOException if the log could not be written; the program was killed then
    public Exit waitFor() throws IOException, InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    /// Waits for the end, but no longer than this.
    ///
    /// @return nothing if the program still runs
    /// @throws IOException as [#waitFor()]
    public Optional<Exit> waitFor(Duration longest) throws IOException, InterruptedException {
        try {
            return Optional.of(exit.get(longest.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    private static IOException cause(ExecutionException e) {
        if (e.getCause() instanceof IOException cause) {
            return cause;
        }
        throw new IllegalStateException(e.getCause());
    }

    /// Ends the program and everything that it started, without waiting for it. Does nothing
    /// after the end.
    public synchronized void kill() {
        killed = true;
        if (chain == null || !chain.isAlive()) {
            return;
        }
        // The child is process 1 of the outer pid namespace: the kernel kills all in it, and the
        // child's end is seen only after theirs. Without a child nothing was mounted yet.
        List<ProcessHandle> first = chain.children().toList();
        first.forEach(ProcessHandle::destroyForcibly);
        if (first.isEmpty()) {
            chain.destroyForcibly();
        }
    }

    private void live(OutputStream log, Leash leash) {
        try {
            Exit ended;
            try (leash;
                    Pty pty = Pty.open()) {
                ended = judged(run(pty, false, log, leash), leash);
            }
            exit.complete(ended);
        } catch (Throwable e) {
            exit.completeExceptionally(e);
        }
    }

    private void liveConversing(RawTerminal keys, OutputStream screen) {
        try (Pty pty = keys.twin()) {
            Typing typing = new Typing(keys, pty, this::kill);
            typing.fit();
            Thread typist = Thread.ofPlatform().daemon().name("sandbox input").unstarted(typing);
            typist.start();
            Exit ended;
            try {
                ended = run(pty, true, screen, Allowance.unlimited().leash());
            } finally {
                pty.hangUp();
                typing.end();
                typist.join();
            }
            exit.complete(ended);
        } catch (Throwable e) {
            exit.completeExceptionally(e);
        }
    }

    /// @param typed whether the program reads from the terminal too
    private Exit run(Pty pty, boolean typed, OutputStream log, Leash leash)
            throws IOException, InterruptedException {
        Process tools;
        try {
            tools = launch(() -> Stage.start(run, pty.slavePath(), typed, leash.outer()));
        } catch (IOException e) {
            return new Exit.NotStarted(String.valueOf(e.getMessage()));
        }
        leash.watch(this::kill);
        Output output = new Output(pty, log, leash);
        Thread reader = Thread.ofPlatform().daemon().name("sandbox output").start(output);
        int ended = tools.waitFor();
        pty.hangUp();
        reader.join();
        if (output.failure != null) {
            throw output.failure;
        }
        String messages = text(run.complaints()) + output.beginning();
        Bubblewrap.Report report = Bubblewrap.Report.of(text(run.status()));
        return report.exit(ended, wasKilled(), messages);
    }

    private static Exit judged(Exit exit, Leash leash) {
        Optional<Mishap> mishap = leash.end(exit.equals(new Exit.Exited(0)));
        return mishap.isPresent() && !(exit instanceof Exit.NotStarted)
                ? new Exit.Spoiled(mishap.get())
                : exit;
    }

    private void liveAttached(boolean aside) {
        try {
            int ended = launch(() -> Stage.attach(run, aside)).waitFor();
            Bubblewrap.Report report = Bubblewrap.Report.of(text(run.status()));
            String said = "what the tools said is shown above";
            exit.complete(report.exit(ended, wasKilled(), said));
        } catch (Throwable e) {
            exit.completeExceptionally(e);
        }
    }

    private interface Starting {
        Process start() throws IOException;
    }

    /// Also starts it after [#kill], to end it at once: there is one way to the end.
    private synchronized Process launch(Starting starting) throws IOException {
        Process started = starting.start();
        chain = started;
        if (killed) {
            kill();
        }
        return started;
    }

    private synchronized boolean wasKilled() {
        return killed;
    }

    /// The text of a file that one of the tools writes, as far as it is there.
    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /// Copies the terminal's output, and goes on reading when the log cannot be written: a
    /// program that waits for its terminal could not end.
    private final class Output implements Runnable {

        private static final int PIECE = 65536;
        private static final int KEPT = 4096;

        private final Pty pty;
        private final OutputStream log;
        private final Leash leash;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private @Nullable IOException failure;

        Output(Pty pty, OutputStream log, Leash leash) {
            this.pty = pty;
            this.log = log;
            this.leash = leash;
        }

        @Override
        public void run() {
            byte[] piece = new byte[PIECE];
            try {
                for (int count = pty.read(piece); count >= 0; count = pty.read(piece)) {
                    kept.write(piece, 0, Math.min(count, KEPT - kept.size()));
                    int allowed = leash.written(count);
                    copy(piece, allowed);
                    if (allowed < count) {
                        kill();
                    }
                }
            } catch (IOException e) {
                fail(e);
            }
        }

        private void copy(byte[] piece, int count) {
            if (failure != null) {
                return;
            }
            try {
                log.write(piece, 0, count);
                log.flush();
            } catch (IOException e) {
                fail(e);
            }
        }

        private void fail(IOException e) {
            failure = e;
            kill();
        }

        /// The first bytes: the tools' own words if the program was not reached.
        String beginning() {
            return kept.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
