package dev.firn.build.job;

import dev.firn.build.room.BuildRoom;
import dev.firn.build.room.Host;
import dev.firn.build.room.SandboxedSteps;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cache.StepRecord;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.drv.BuilderInputs;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.sandbox.Exit;
import dev.firn.sandbox.Program;
import dev.firn.sandbox.Sandbox;
import dev.firn.sandbox.SandboxSpec;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Skeleton;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Runs a command where the last result was built: at the path it was built at, in its sandbox.
/// What the command writes is thrown away.
///
/// @param environment of the user
public record ResultRun(
        CacheDirectory cache, NixDaemon daemon, Host host, Map<String, String> environment) {

    /// Runs it with the streams of this process.
    ///
    /// @return its exit status; 128 and the signal's number if a signal ended it
    public int run(List<String> command) throws IOException, InterruptedException {
        BuildRecord build = last();
        StorePath drvPath = StorePath.parse(build.derivation());
        Derivation derivation = derivation(drvPath);
        Inputs inputs = Inputs.realise(daemon, drvPath, derivation, host.storePaths());
        StableDerivation stable = stable(derivation, drvPath, build);
        Preparation ready = Preparation.of(stable, inputs, host, environment, "");
        BuildRoom room = ready.room();
        Skeleton skeleton = room.skeleton(cache, room.inputs());
        try (Scratch scratch = Scratch.open(cache, chain(build), skeleton)) {
            Program program = program(command, ready, inputs);
            SandboxSpec spec =
                    room.furnish(
                            scratch, program, ready.handed().files(), room.inputs(), List.of());
            Path directory = Files.createDirectory(scratch.run().resolve("sandbox"));
            return switch (Sandbox.attach(spec, directory).waitFor()) {
                case Exit.Exited(int code) -> code;
                case Exit.Signalled(int signal) -> 128 + signal;
                case Exit.NotStarted(String why) -> throw SandboxedSteps.cannotStart(why);
            };
        }
    }

    private BuildRecord last() throws IOException {
        for (BuildRecord build : new BuildRecords(cache).all()) {
            if (!build.builtAt().isEmpty()) {
                return build;
            }
        }
        throw new Problem(
                Problem.Kind.USAGE,
                "there is no result to run",
                "no build in " + cache.root() + " has come to its end",
                "build something: firn build");
    }

    /// Whether the build was an exact one shows in where its outputs lie.
    private static StableDerivation stable(
            Derivation derivation, StorePath drvPath, BuildRecord build) {
        StableDerivation exact = StableDerivation.exact(derivation, drvPath);
        for (StorePath path : exact.scratch().values()) {
            if (build.builtAt().containsValue(path.toString())) {
                return exact;
            }
        }
        return StableDerivation.of(derivation, drvPath);
    }

    private static Derivation derivation(StorePath drvPath) throws IOException {
        Path file = Path.of(drvPath.toString());
        if (!Files.exists(file)) {
            throw new Problem(
                    Problem.Kind.INPUTS,
                    "the last result cannot be run",
                    "its derivation " + drvPath + " has been collected as garbage",
                    "build it again: firn build");
        }
        return Derivation.read(file);
    }

    private Chain chain(BuildRecord build) throws IOException {
        for (StepRecord step : build.steps().reversed()) {
            if (step.layer().isPresent()) {
                Optional<Chain> chain = Chain.load(cache, step.layer().get());
                if (chain.isPresent()) {
                    return chain.get();
                }
                throw new Problem(
                        Problem.Kind.CACHE,
                        "the last result cannot be run",
                        "the layer of its step " + step.name() + " is gone",
                        "build it again: firn build");
            }
        }
        return Chain.empty();
    }

    /// A shell finds the command; it is the builder if that is one.
    private static Program program(List<String> command, Preparation ready, Inputs inputs) {
        List<String> places = new ArrayList<>();
        for (StorePath output : ready.stable().scratch().values()) {
            places.add(output + "/bin");
        }
        for (StorePath input : inputs.paths()) {
            places.add(input + "/bin");
        }
        places.addAll(List.of("/bin", "/usr/bin"));
        SortedMap<String, String> environment = new TreeMap<>(ready.handed().env());
        environment.put("PATH", String.join(":", places));
        String shell = Tools.mover(ready.stable().builder(), inputs.closure().keySet()).bash();
        List<String> argv = new ArrayList<>(List.of(shell, "-c", "exec \"$@\"", "firn"));
        argv.addAll(command);
        return new Program(shell, argv, environment, BuilderInputs.BUILD_DIR);
    }
}
