package dev.firn.build.visit;

import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import dev.firn.build.room.BuildRoom;
import dev.firn.build.room.SandboxedSteps;
import dev.firn.linux.RawArguments;
import dev.firn.linux.RawTerminal;
import dev.firn.nix.drv.BuilderInputs;
import dev.firn.nix.path.StorePath;
import dev.firn.overlay.View;
import dev.firn.recipe.StepScript;
import dev.firn.recipe.VisitScript;
import dev.firn.sandbox.Exit;
import dev.firn.sandbox.Program;
import dev.firn.sandbox.Sandbox;
import dev.firn.sandbox.SandboxProcess;
import dev.firn.sandbox.SandboxSpec;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Sealing;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerPaths;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One process in the sandbox of a build, on top of one of its states. All of the state is visible;
/// what the process writes is thrown away, unless it is kept before this is closed.
public final class Visit implements AutoCloseable {

    private static final String SCRIPT = "visit.bash";
    private static final int STANDARD_INPUT = 0;
    private static final String LOG_OF_NIX = "NIX_LOG_FD";

    private final Site site;
    private final Baggage baggage;
    private final BuildRoom room;
    private final SortedSet<StorePath> seen;
    private final Scratch scratch;

    private Visit(
            Site site,
            Baggage baggage,
            BuildRoom room,
            SortedSet<StorePath> seen,
            Scratch scratch) {
        this.site = site;
        this.baggage = baggage;
        this.room = room;
        this.seen = seen;
        this.scratch = scratch;
    }

    public static Visit open(CacheDirectory cache, Site site, Baggage baggage) throws IOException {
        BuildRoom room = baggage.network() ? site.room().withNetwork() : site.room();
        SortedSet<StorePath> seen = new TreeSet<>(site.inputs());
        seen.addAll(baggage.closure());
        Scratch scratch = Scratch.open(cache, site.chain(), room.skeleton(cache, seen));
        return new Visit(site, baggage, room, seen, scratch);
    }

    /// Runs it with the streams of this process.
    ///
    /// @param aside whether what it prints goes where errors go: the output is somebody else's
    /// @return its exit status; 128 and the signal's number if a signal ended it
    public int pipe(Errand errand, boolean aside) throws IOException, InterruptedException {
        SandboxSpec spec = furnish(errand, false);
        return await(Sandbox.attach(spec, directory(), aside), spec.program());
    }

    /// Runs it on a terminal of its own, which takes the place of that of this process.
    ///
    /// @param screen gets what it writes
    /// @return as [#pipe]
    /// @throws InterruptedException also when the terminal goes away; the program was ended then
    public int converse(Errand errand, OutputStream screen)
            throws IOException, InterruptedException {
        SandboxSpec spec = furnish(errand, true);
        try (RawTerminal keys = RawTerminal.of(STANDARD_INPUT)) {
            try {
                SandboxProcess process = Sandbox.converse(spec, directory(), keys, screen);
                int status = await(process, spec.program());
                if (!keys.isGone()) {
                    return status;
                }
            } catch (IOException e) {
                if (!keys.isGone()) {
                    throw e;
                }
            }
            // A signal may have come with it: this is the one interruption.
            Thread.interrupted();
            throw new InterruptedException("the terminal is gone");
        }
    }

    /// Opens a shell for a visitor: at a terminal, or as [#pipe] if he has none.
    ///
    /// @param pausing whether a build waits for it, which has the output for itself
    /// @return as [#pipe]
    public int receive(Visitor visitor, Arrival arrival, boolean pausing)
            throws IOException, InterruptedException {
        if (!visitor.atTerminal()) {
            return pipe(new Errand.Shell(pausing), pausing);
        }
        visitor.arrives(arrival);
        return converse(new Errand.Shell(pausing), visitor.screen());
    }

    private Path directory() throws IOException {
        return PrivateDirectory.make(scratch.run().resolve("sandbox"));
    }

    /// An interruption ends it, as the files are mounted until it has ended.
    private int await(SandboxProcess process, Program program)
            throws IOException, InterruptedException {
        Exit exit;
        try {
            exit = process.waitFor();
        } catch (InterruptedException e) {
            process.kill();
            process.waitFor();
            throw e;
        }
        return switch (exit) {
            case Exit.Exited(int code) -> code;
            case Exit.Signalled(int signal) -> 128 + signal;
            case Exit.Spoiled _ -> throw new IllegalStateException("a visit has no limits");
            case Exit.NotStarted(String why) ->
                    throw SandboxedSteps.cannotStart(why, program.environment(), scratch.run());
        };
    }

    private SandboxSpec furnish(Errand errand, boolean terminal) throws IOException {
        SortedMap<String, String> environment = new TreeMap<>(environment());
        List<String> argv = new ArrayList<>();
        String script = StepScript.IN + '/' + SCRIPT;
        String text = "";
        switch (errand) {
            case Errand.Shell(boolean pausing) -> {
                String shell = baggage.shell().orElse(site.bash());
                if (terminal) {
                    String where = "firn " + site.title();
                    String prompt = baggage.network() ? where + " +network" : where;
                    text = VisitScript.interactive(state(), prompt, pausing);
                    argv.addAll(List.of(shell, "--noprofile", "--rcfile", script, "-i"));
                } else {
                    text = VisitScript.piped(state());
                    environment.put("BASH_ENV", script);
                    argv.addAll(List.of(site.bash(), "--norc", "--noprofile", "-s"));
                }
            }
            case Errand.Command(List<String> words) -> {
                text = VisitScript.command(state());
                argv.addAll(List.of(site.bash(), "--norc", "--noprofile", script));
                argv.addAll(words.stream().map(RawArguments::bytes).toList());
            }
            case Errand.Plain(List<String> words, String path) -> {
                environment.clear();
                environment.putAll(site.handed().env());
                environment.put("PATH", baggage.after(path));
                argv.addAll(List.of(site.bash(), "-c", "exec \"$@\"", "firn"));
                argv.addAll(words.stream().map(RawArguments::bytes).toList());
            }
        }
        if (terminal) {
            argv.addAll(0, List.of(site.bash(), "-c", VisitScript.TAKE_TERMINAL));
        }
        Program program = new Program(site.bash(), argv, environment, BuilderInputs.BUILD_DIR);
        return furnish(program, text);
    }

    private SandboxSpec furnish(Program program, String text) throws IOException {
        SandboxSpec spec = room.furnish(scratch, program, site.handed().files(), seen, List.of());
        Path script = BuildRoom.in(scratch).resolve(SCRIPT);
        Files.writeString(script, text, StandardCharsets.ISO_8859_1);
        return spec;
    }

    private SortedMap<String, String> environment() {
        Optional<ShellState> quiet = quiet();
        if (quiet.isPresent()) {
            return quiet.get().environ();
        }
        SortedMap<String, String> environment = new TreeMap<>(site.handed().env());
        if (!baggage.tools().isEmpty()) {
            environment.put("PATH", baggage.after(environment.getOrDefault("PATH", "")));
        }
        return environment;
    }

    private Optional<ShellState> state() {
        Optional<ShellState> quiet = quiet();
        if (baggage.tools().isEmpty() || quiet.isEmpty()) {
            return quiet;
        }
        ShellState state = quiet.get();
        Optional<Variable> path = state.variable("PATH");
        String longer = baggage.after(path.map(Variable::text).orElse(""));
        String flags = path.map(Variable::flags).orElse("x");
        return Optional.of(state.with("PATH", new Variable(flags, new Value.Scalar(longer))));
    }

    /// The state of the build without a place for lines that are for Nix: nobody reads them here.
    private Optional<ShellState> quiet() {
        return site.state().map(Visit::quiet);
    }

    private static ShellState quiet(ShellState state) {
        Optional<Variable> log = state.variable(LOG_OF_NIX);
        return log.isEmpty()
                ? state
                : state.with(LOG_OF_NIX, new Variable(log.get().flags(), new Value.Scalar("")));
    }

    /// What the process has changed, after it has ended.
    public Changes changes() throws IOException {
        scratch.removeLaid();
        List<Path> both = new ArrayList<>(List.of(scratch.upper()));
        both.addAll(scratch.lowers());
        return Changes.between(View.of(scratch.lowers()), View.of(both));
    }

    /// Makes what the process has written a layer, after it has ended.
    public Layer keep(Sealing sealing) throws IOException {
        return scratch.commit(sealing);
    }

    /// Where delta and log of the layer are to be written before it is kept.
    public LayerPaths paths() {
        return scratch.paths();
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
