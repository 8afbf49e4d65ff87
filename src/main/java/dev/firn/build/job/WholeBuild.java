package dev.firn.build.job;

import dev.firn.bash.ShellState;
import dev.firn.bash.StateDelta;
import dev.firn.build.Attempt;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.build.GroupSeal;
import dev.firn.build.Standing;
import dev.firn.build.StepDone;
import dev.firn.build.WalkEnd;
import dev.firn.build.Watch;
import dev.firn.build.Workplace;
import dev.firn.build.reason.Miss;
import dev.firn.build.reason.Reasons;
import dev.firn.build.room.BuildRoom;
import dev.firn.build.room.SandboxedSteps;
import dev.firn.build.step.StepEffect;
import dev.firn.cache.Entry;
import dev.firn.cache.StepRecord;
import dev.firn.digest.Digest;
import dev.firn.history.Side;
import dev.firn.key.KeyPart;
import dev.firn.key.KeyPart.Kind;
import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.limit.Mishap;
import dev.firn.nix.drv.BuilderInputs;
import dev.firn.nix.path.StorePath;
import dev.firn.recipe.Step;
import dev.firn.recipe.sight.Before;
import dev.firn.recipe.sight.Revealed;
import dev.firn.sandbox.Exit;
import dev.firn.sandbox.Program;
import dev.firn.sandbox.SandboxProcess;
import dev.firn.sandbox.SandboxSpec;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Skeleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A build of one step: the builder as Nix would start it.
///
/// @param reasons knows the earlier layers
/// @param root the parts of the key that stands for the sandbox
record WholeBuild(
        Workplace place, BuildRoom room, BuilderInputs inputs, Reasons reasons, KeyParts root) {

    static final List<Step> STEPS = List.of(new Step.Builder());

    private static final StateDelta NOTHING =
            new StateDelta(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    private static final ShellState NO_STATE =
            new ShellState(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    /// The build's layer, if it was built before.
    Optional<WalkEnd> cached() throws IOException {
        StepKey key = parts().key();
        Optional<Entry> entry = place.layers().find(key.digest(), Chain.empty());
        if (entry.isEmpty() || !(entry.get() instanceof Entry.Hit(Layer layer))) {
            return Optional.empty();
        }
        String name = STEPS.getFirst().name();
        Optional<Digest> found = Optional.of(key.digest());
        StepRecord record = place.reused(name, layer, found, layer.paths().log(), false);
        Chain chain = Chain.empty().plus(layer);
        return Optional.of(new WalkEnd(chain, List.of(record), Optional.empty()));
    }

    /// The build's layer as one would find it.
    Optional<Foreseen> foreseen() throws IOException {
        Optional<Entry> entry = place.layers().peek(parts().key().digest(), Chain.empty());
        return entry.isPresent() && entry.get() instanceof Entry.Hit(Layer layer)
                ? Optional.of(new Foreseen.Cached(STEPS.getFirst().name(), layer))
                : Optional.empty();
    }

    Foreseen wouldRun() throws IOException {
        String name = STEPS.getFirst().name();
        return new Foreseen.Runs(name, reasons.of(name, parts()));
    }

    /// Finds or runs the build.
    WalkEnd run(Watch watch) throws IOException, InterruptedException {
        return watched(
                watch,
                () -> {
                    Optional<WalkEnd> cached = cached();
                    return cached.isPresent() ? cached.get() : build();
                });
    }

    /// How the one step is made or found.
    interface Making {
        WalkEnd make() throws IOException, InterruptedException;
    }

    /// The one step, seen from before, after, and from its failure.
    WalkEnd watched(Watch watch, Making making) throws IOException, InterruptedException {
        String name = STEPS.getFirst().name();
        if (!watch.before(name, standing())) {
            return left(Chain.empty(), List.of(), Side.BEFORE);
        }
        WalkEnd end = making.make();
        if (end.failed().isPresent()) {
            if (end.left().isEmpty()) {
                watch.failed(List.of(name), standing(), end.failed().get());
            }
            return end;
        }
        Before before = new Before(NO_STATE, new TreeSet<>());
        Standing after = new Standing(end.chain(), root.key(), before, room.inputs(), false);
        return watch.after(List.of(name), after)
                ? end
                : left(end.chain(), end.records(), Side.AFTER);
    }

    private static WalkEnd left(Chain chain, List<StepRecord> records, Side side) {
        String where = STEPS.getFirst().name() + '@' + side.word();
        return new WalkEnd(chain, records, Optional.empty(), Optional.of(where));
    }

    private WalkEnd build() throws IOException, InterruptedException {
        try (Scratch scratch = scratch();
                GroupSeal seal = seal(scratch)) {
            Program program =
                    new Program(
                            inputs.executable(),
                            inputs.argv(),
                            inputs.env(),
                            BuilderInputs.BUILD_DIR);
            seal.begin();
            SandboxSpec spec =
                    room.furnish(scratch, program, inputs.files(), room.inputs(), List.of());
            SandboxProcess process = room.start(scratch, spec, seal.log());
            try {
                return sealed(seal, process.waitFor());
            } catch (InterruptedException e) {
                process.kill();
                process.waitFor();
                return end(seal.interrupted());
            }
        }
    }

    /// A scratch on which the builder sees all inputs.
    Scratch scratch() throws IOException {
        Skeleton skeleton = room.skeleton(place.cache(), room.inputs());
        return Scratch.open(place.cache(), Chain.empty(), skeleton);
    }

    GroupSeal seal(Scratch scratch) throws IOException {
        KeyParts parts = parts();
        Miss miss = reasons.of(STEPS.getFirst().name(), parts);
        Attempt attempt =
                new Attempt(
                        0,
                        List.of(parts),
                        List.of(parts),
                        Revealed.EVERYTHING,
                        miss.line(""),
                        miss.compared());
        return new GroupSeal(place, STEPS, standing(), scratch, attempt);
    }

    private Standing standing() {
        Before before = new Before(NO_STATE, new TreeSet<>());
        return new Standing(Chain.empty(), root.key(), before, room.inputs(), false);
    }

    /// Seals what the builder did.
    WalkEnd sealed(GroupSeal seal, Exit exit) throws IOException {
        StepDone done =
                switch (exit) {
                    case Exit.Exited(int code) when code == 0 -> {
                        StepEffect effect = new StepEffect(NOTHING, true);
                        GroupSeal.Success success =
                                new GroupSeal.Success(
                                        List.of(parts()),
                                        effect,
                                        Set.of(),
                                        NO_STATE,
                                        room.inputs(),
                                        false);
                        yield seal.succeeded(success, reasons, room.inputs());
                    }
                    case Exit.Exited(int code) -> seal.failed("exit code " + code, code);
                    case Exit.Signalled(int signal) ->
                            seal.failed("killed by signal " + signal, 128 + signal);
                    case Exit.Spoiled(Mishap mishap) -> seal.spoiled(mishap, Optional.empty());
                    case Exit.NotStarted(String why) -> {
                        place.checkWritable();
                        throw SandboxedSteps.cannotStart(why);
                    }
                };
        return end(done);
    }

    private WalkEnd end(StepDone done) throws IOException {
        return switch (done) {
            case StepDone.Sealed made ->
                    new WalkEnd(made.standing().chain(), made.records(), Optional.empty());
            case StepDone.Failed failed ->
                    new WalkEnd(Chain.empty(), failed.records(), Optional.of(failed.layer()));
            case StepDone.Interrupted(Layer layer, List<StepRecord> records) ->
                    new WalkEnd(
                            Chain.empty(),
                            records,
                            Optional.of(layer),
                            Optional.of(records.getLast().name()));
            case StepDone.Outrun _ -> cached().orElseThrow();
            case StepDone.Again _ ->
                    throw new IllegalStateException("nothing is hidden from a builder");
        };
    }

    private KeyParts parts() {
        List<KeyPart> parts = new ArrayList<>();
        parts.add(new KeyPart(Kind.PARENT, "key", root.key().hex()));
        for (StorePath input : room.inputs()) {
            parts.add(new KeyPart(Kind.INPUT, input.basename(), ""));
        }
        parts.add(new KeyPart(Kind.STEP, "name", STEPS.getFirst().name()));
        parts.add(new KeyPart(Kind.STEP, "run", inputs.executable()));
        for (int i = 1; i < inputs.argv().size(); i++) {
            parts.add(new KeyPart(Kind.STEP, "argument " + i, inputs.argv().get(i)));
        }
        for (Map.Entry<String, String> variable : inputs.env().entrySet()) {
            if (!variable.getKey().equals("NIX_BUILD_CORES")) {
                String value = KeyPart.exported(variable.getValue());
                parts.add(new KeyPart(Kind.VARIABLE, variable.getKey(), value));
            }
        }
        for (Map.Entry<String, byte[]> file : inputs.files().entrySet()) {
            String text = new String(file.getValue(), StandardCharsets.ISO_8859_1);
            parts.add(new KeyPart(Kind.FILE, file.getKey(), text));
        }
        return KeyParts.of(parts);
    }
}
