package dev.firn.build;

import dev.firn.bash.ShellState;
import dev.firn.bash.StateDelta;
import dev.firn.build.BuildEvent.Outcome;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.build.BuildEvent.StepStarted;
import dev.firn.cache.Entry;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.digest.Digest;
import dev.firn.key.KeyParts;
import dev.firn.key.KeyPartsJson;
import dev.firn.recipe.Step;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Sealing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Follows the steps of a group, tells what becomes of them, and turns the scratch into a layer.
public final class GroupSeal implements AutoCloseable {

    private final Workplace place;
    private final List<Step> steps;
    private final Chain chain;
    private final Scratch scratch;
    private final int first;
    private final StepLog log;
    private final List<Instant> starts = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();

    /// @param steps of the whole build
    /// @param first the place among them of the group's first step
    public GroupSeal(Workplace place, List<Step> steps, Chain chain, Scratch scratch, int first)
            throws IOException {
        this.place = place;
        this.steps = List.copyOf(steps);
        this.chain = chain;
        this.scratch = scratch;
        this.first = first;
        this.log = new StepLog(scratch.paths().log(), place.events());
    }

    public StepLog log() {
        return log;
    }

    /// The next step of the group begins.
    public void begin() {
        starts.add(place.clock().instant());
        log.of(name(starts.size() - 1));
        place.events().accept(new StepStarted(name(starts.size() - 1), ""));
    }

    /// The step that runs has no boundary after it.
    void joined(String reason) {
        reasons.add(reason);
        String name = name(starts.size() - 1);
        String detail = "goes on in " + name(starts.size()) + ": " + reason;
        Duration took = took(starts.size() - 1);
        place.events().accept(new StepFinished(name, Outcome.JOINED, detail, took, 0));
    }

    /// @param keys one for each step; the last one is that of the layer
    public StepDone succeeded(List<KeyParts> keys, StepEffect effect, ShellState after)
            throws IOException {
        KeyParts parts = keys.getLast();
        Digest key = parts.key().digest();
        effect.write(scratch.paths().delta());
        Files.writeString(
                scratch.paths().parts(), KeyPartsJson.write(parts), StandardCharsets.UTF_8);
        Layer layer = commit(Optional.of(key));
        for (int i = 0; i < keys.size() - 1; i++) {
            Entry.Joined joined = new Entry.Joined(reasons.get(i));
            place.layers().publish(keys.get(i).key().digest(), chain, joined);
        }
        Entry entry = place.layers().publish(key, chain, new Entry.Hit(layer));
        if (!(entry instanceof Entry.Hit hit && hit.layer().id().equals(layer.id()))) {
            return new StepDone.Outrun();
        }
        place.upkeep().sealed(layer);
        long bytes = place.upkeep().survey(layer).bytes();
        int last = starts.size() - 1;
        Duration took = took(last);
        place.events().accept(new StepFinished(name(last), Outcome.DONE, "", took, bytes));
        int next = effect.ends() ? steps.size() : first + starts.size();
        List<StepRecord> records = records(StepOutcome.RUN, layer, Optional.of(key), bytes);
        return new StepDone.Sealed(layer, parts.key(), after, next, records);
    }

    /// @param how one line
    /// @param delta what had changed in the state, if it is known
    public StepDone failed(String how, Optional<StateDelta> delta) throws IOException {
        if (delta.isPresent()) {
            new StepEffect(delta.get(), true).write(scratch.paths().delta());
        }
        Layer layer = commit(Optional.empty());
        place.upkeep().sealed(layer);
        long bytes = place.upkeep().survey(layer).bytes();
        int last = starts.size() - 1;
        StepFinished event = new StepFinished(name(last), Outcome.FAILED, how, took(last), bytes);
        place.events().accept(event);
        reasons.add(how);
        List<StepRecord> records = records(StepOutcome.FAILED, layer, Optional.empty(), bytes);
        return new StepDone.Failed(layer, records);
    }

    private Layer commit(Optional<Digest> key) throws IOException {
        log.close();
        Instant now = place.clock().instant();
        Duration took = Duration.between(starts.getFirst(), now);
        boolean failed = key.isEmpty();
        return scratch.commit(new Sealing(label(), failed, key, false, now, took));
    }

    private List<StepRecord> records(
            StepOutcome end, Layer layer, Optional<Digest> key, long bytes) {
        List<StepRecord> records = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            boolean last = i == starts.size() - 1;
            records.add(
                    new StepRecord(
                            name(i),
                            last ? end : StepOutcome.RUN,
                            Optional.of(layer.id()),
                            key,
                            took(i),
                            bytes,
                            Optional.of(layer.paths().log().toString()),
                            i < reasons.size() ? List.of(reasons.get(i)) : List.of()));
        }
        return records;
    }

    private Duration took(int step) {
        Instant end = step + 1 < starts.size() ? starts.get(step + 1) : place.clock().instant();
        return Duration.between(starts.get(step), end);
    }

    private String name(int step) {
        return steps.get(first + step).name();
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
