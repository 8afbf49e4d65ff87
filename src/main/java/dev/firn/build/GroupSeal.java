package dev.firn.build;

import dev.firn.bash.ShellState;
import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.build.BuildEvent.StepStarted;
import dev.firn.build.reason.Reasons;
import dev.firn.build.step.Interference;
import dev.firn.build.step.StepEffect;
import dev.firn.cache.Entry;
import dev.firn.cache.Precedents;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.digest.Digest;
import dev.firn.key.KeyParts;
import dev.firn.key.KeyPartsJson;
import dev.firn.key.StepKey;
import dev.firn.limit.Mishap;
import dev.firn.nix.path.StorePath;
import dev.firn.recipe.Step;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Sealing;
import dev.firn.store.LayerPaths;
import dev.firn.store.file.PrivateDirectory;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Follows the steps of a group, tells what becomes of them, and turns the scratch into a layer.
public final class GroupSeal implements AutoCloseable {

    /// What is said of a step whose layer gave way to an older one.
    private static final String SAME = "the same as before";

    private final Workplace place;
    private final List<Step> steps;
    private final Standing standing;
    private final Scratch scratch;
    private final Attempt attempt;
    private final StepLog log;
    private final List<Instant> starts = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();

    /// @param steps of the whole build
    /// @param standing on what the scratch was opened
    /// @param attempt the places among the steps of those that run
    public GroupSeal(
            Workplace place, List<Step> steps, Standing standing, Scratch scratch, Attempt attempt)
            throws IOException {
        this.place = place;
        this.steps = List.copyOf(steps);
        this.standing = standing;
        this.scratch = scratch;
        this.attempt = attempt;
        this.log = new StepLog(scratch.paths().log(), place.events());
    }

    public StepLog log() {
        return log;
    }

    /// The next step of the group begins.
    public void begin() throws IOException {
        place.cache().workroom().begins(name(starts.size()), scratch.id());
        starts.add(place.clock().instant());
        log.of(name(starts.size() - 1));
        String reason = starts.size() == 1 ? attempt.reason() : "";
        place.events().accept(new StepStarted(name(starts.size() - 1), reason));
    }

    /// The step that runs has no boundary after it.
    void joined(String reason) {
        reasons.add(reason);
        String name = name(starts.size() - 1);
        String detail = "goes on in " + name(starts.size()) + ": " + reason;
        Duration took = took(starts.size() - 1);
        place.events().accept(new StepFinished(name, Outcome.JOINED, detail, took, 0));
    }

    /// The steps up to the last but one are known to go on in the next one.
    void publishJoined(List<KeyParts> keys) throws IOException {
        for (int i = 0; i < reasons.size(); i++) {
            Entry.Joined joined = new Entry.Joined(reasons.get(i));
            place.layers().publish(keys.get(i).key().digest(), standing.chain(), joined);
        }
    }

    /// How long the group has been running.
    Duration took() {
        return Duration.between(starts.getFirst(), place.clock().instant());
    }

    /// What came of the steps.
    ///
    /// @param keys one for each step; the last one is that of the layer
    /// @param after the state after them
    /// @param prepended lists that they may have added words in front of
    /// @param inputs that they could come to
    public record Success(
            List<KeyParts> keys,
            StepEffect effect,
            Set<String> prepended,
            ShellState after,
            SortedSet<StorePath> inputs,
            boolean flattened) {
        public Success {
            keys = List.copyOf(keys);
            prepended = Set.copyOf(prepended);
            inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
        }
    }

    /// Makes the layer, or finds that an older one is the same.
    ///
    /// @param earlier knows the older ones
    /// @param allInputs of the build
    public StepDone succeeded(Success success, Reasons earlier, Set<StorePath> allInputs)
            throws IOException {
        publishJoined(success.keys());
        scratch.removeLaid();
        Cutoff.Made made =
                new Cutoff.Made(
                        label(),
                        scratch.paths(),
                        success.flattened(),
                        starts.getFirst(),
                        place.clock().instant(),
                        success.effect(),
                        success.prepended(),
                        success.after());
        Optional<Layer> older =
                earlier.unwanted()
                        ? Optional.empty()
                        : Cutoff.find(
                                place.cache(), earlier.precedents(), standing, allInputs, made);
        return older.isPresent() ? adopted(success, older.get()) : sealed(success);
    }

    private StepDone sealed(Success success) throws IOException {
        KeyParts parts = success.keys().getLast();
        Digest key = parts.key().digest();
        success.effect().write(scratch.paths().delta());
        writeParts(success.keys(), scratch.paths());
        Layer layer = commit(Optional.of(key));
        Entry entry = place.layers().publish(key, standing.chain(), new Entry.Hit(layer));
        if (!(entry instanceof Entry.Hit hit && hit.layer().id().equals(layer.id()))) {
            return new StepDone.Outrun();
        }
        place.upkeep().sealed(layer);
        long bytes = place.upkeep().survey(layer).bytes();
        int last = starts.size() - 1;
        place.events().accept(new StepFinished(name(last), Outcome.DONE, "", took(last), bytes));
        Kept kept = new Kept(layer, Optional.of(key), bytes, layer.paths().log());
        Standing above =
                standing.on(place.cache(), layer, parts.key(), success.after(), success.inputs());
        return done(above, success.effect().ends(), kept);
    }

    private StepDone adopted(Success success, Layer older) throws IOException {
        log.close();
        Digest key = success.keys().getLast().key().digest();
        LayerPaths kept = place.cache().run(scratch.id());
        PrivateDirectory.makeAll(kept.directory());
        Files.move(scratch.paths().log(), kept.log());
        writeParts(success.keys(), kept);
        Entry.Same same = new Entry.Same(older, scratch.id());
        if (!(place.layers().publish(key, standing.chain(), same) instanceof Entry.Same)) {
            return new StepDone.Outrun();
        }
        place.upkeep().kept(kept);
        long bytes = place.upkeep().survey(older).bytes();
        int last = starts.size() - 1;
        place.events().accept(new StepFinished(name(last), Outcome.DONE, SAME, took(last), bytes));
        reasons.add(SAME);
        SortedSet<StorePath> inputs = new TreeSet<>(standing.inputs());
        inputs.addAll(Precedents.inputs(Precedents.parts(older)));
        StepKey olderKey = new StepKey(older.record().sealing().key().orElseThrow());
        // The state is that of the older one, as for whoever finds it: what stands on it goes by
        // that, to the names of temporary files.
        Standing.Reuse reuse =
                standing.reusing(place.cache(), older, olderKey, success.prepended(), inputs);
        return switch (reuse) {
            case Standing.Reuse.On(Standing above, boolean ends) ->
                    done(above, ends, new Kept(older, Optional.of(key), bytes, kept.log()));
            case Standing.Reuse.Contradicts _, Standing.Reuse.Damaged _ -> {
                place.cache().drop(older.id());
                yield new StepDone.Outrun();
            }
        };
    }

    private StepDone done(Standing above, boolean ends, Kept kept) {
        int next = ends ? steps.size() : attempt.first() + starts.size();
        return new StepDone.Sealed(above, next, records(StepOutcome.RUN, kept));
    }

    /// @param how one line
    /// @param effect what had changed in the state, if it is known
    public StepDone failed(String how, Optional<StepEffect> effect) throws IOException {
        if (effect.isPresent()) {
            effect.get().write(scratch.paths().delta());
        }
        // By these it is found again: the next build begins with nothing revealed, too.
        writeParts(attempt.asked(), scratch.paths());
        Kept kept = broken(how);
        return new StepDone.Failed(kept.layer(), records(StepOutcome.FAILED, kept));
    }

    /// Something came between it and its end: nothing is learnt from how it ended, and the next
    /// build runs it as if it had not been tried.
    ///
    /// @param effect what had changed in the state, if it is known
    public StepDone spoiled(Mishap mishap, Optional<StepEffect> effect) throws IOException {
        if (effect.isPresent()) {
            effect.get().write(scratch.paths().delta());
        }
        // Without the parts of a key, as an interrupted one.
        Kept kept = broken(mishap.how());
        place.note(mishap.advice());
        return new StepDone.Failed(kept.layer(), records(StepOutcome.FAILED, kept));
    }

    /// How it ended, if nothing came between.
    ///
    /// @param how one line
    /// @param code it failed with; 128 and the number for a signal
    public StepDone failed(String how, int code) throws IOException {
        log.flush();
        Optional<Mishap> mishap = Interference.in(how, code, place.cache(), log.path());
        return mishap.isPresent()
                ? spoiled(mishap.get(), Optional.empty())
                : failed(how, Optional.empty());
    }

    /// Its process is gone because the user wanted it to end.
    public StepDone interrupted() throws IOException {
        // Without the parts of a key: it says nothing about what comes of the step.
        Kept kept = broken("interrupted");
        return new StepDone.Interrupted(kept.layer(), records(StepOutcome.FAILED, kept));
    }

    private Kept broken(String how) throws IOException {
        Layer layer = commit(Optional.empty());
        place.upkeep().sealed(layer);
        long bytes = place.upkeep().survey(layer).bytes();
        int last = starts.size() - 1;
        StepFinished event = new StepFinished(name(last), Outcome.FAILED, how, took(last), bytes);
        place.events().accept(event);
        reasons.add(how);
        return new Kept(layer, Optional.empty(), bytes, layer.paths().log());
    }

    private static void writeParts(List<KeyParts> keys, LayerPaths paths) throws IOException {
        Summed.write(paths.parts(), KeyPartsJson.write(keys).getBytes(StandardCharsets.UTF_8));
    }

    /// What there is to remember of the group.
    private record Kept(Layer layer, Optional<Digest> key, long bytes, Path log) {}

    private Layer commit(Optional<Digest> key) throws IOException {
        log.close();
        Instant now = place.clock().instant();
        Duration took = Duration.between(starts.getFirst(), now);
        boolean failed = key.isEmpty();
        return scratch.commit(new Sealing(label(), failed, key, standing.forced(), now, took));
    }

    private List<StepRecord> records(StepOutcome end, Kept kept) {
        List<StepRecord> records = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            boolean last = i == starts.size() - 1;
            List<String> why = new ArrayList<>();
            if (i == 0 && !attempt.reason().isEmpty()) {
                why.add(attempt.reason());
            }
            if (i < reasons.size()) {
                why.add(reasons.get(i));
            }
            records.add(
                    new StepRecord(
                            name(i),
                            last ? end : StepOutcome.RUN,
                            Optional.of(kept.layer().id()),
                            kept.key(),
                            took(i),
                            kept.bytes(),
                            Optional.of(kept.log().toString()),
                            why,
                            standing.forced(),
                            i == 0 ? attempt.against() : Optional.empty()));
        }
        return records;
    }

    private Duration took(int step) {
        Instant end = step + 1 < starts.size() ? starts.get(step + 1) : place.clock().instant();
        return Duration.between(starts.get(step), end);
    }

    private String name(int step) {
        return steps.get(attempt.first() + step).name();
    }

    private String label() {
        StringBuilder label = new StringBuilder(name(0));
        for (int i = 1; i < starts.size(); i++) {
            label.append('+').append(name(i));
        }
        return label.toString();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
