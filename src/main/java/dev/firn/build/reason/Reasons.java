package dev.firn.build.reason;

import dev.firn.cache.Precedents;
import dev.firn.cache.Precedents.Run;
import dev.firn.key.KeyChange;
import dev.firn.key.KeyPart;
import dev.firn.key.KeyPart.Kind;
import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out why a step has to run: by the earlier run of it whose key differs least, and of
/// several that differ as much the newest.
///
/// @param ground the parts of the key that the first step stands on
/// @param unwanted whether the user wants every step to run
public record Reasons(Precedents precedents, KeyParts ground, boolean unwanted) {

    /// @param parts of the key that leads to nothing
    public Miss of(String step, KeyParts parts) throws IOException {
        if (unwanted) {
            return new Miss.Unwanted();
        }
        StepKey key = parts.key();
        Optional<LayerId> removed = precedents.removed(key);
        if (removed.isPresent()) {
            return new Miss.Removed(removed.get(), precedents.whyRemoved(removed.get()));
        }
        Optional<Miss.Changed> least = Optional.empty();
        for (Run run : precedents.runsOf(step)) {
            Optional<KeyParts> theirs = ofStep(run.parts(), step);
            if (theirs.isEmpty()) {
                continue;
            }
            if (theirs.get().key().equals(key)) {
                return run.failed()
                        ? new Miss.FailedBefore(run.id())
                        : new Miss.BelowMadeAnew(run.id());
            }
            Miss.Changed changed = compare(step, run, theirs.get(), parts);
            if (least.isEmpty() || distance(changed) < distance(least.get())) {
                least = Optional.of(changed);
            }
        }
        return least.isPresent() ? least.get() : new Miss.NeverBuilt();
    }

    private Miss.Changed compare(String step, Run run, KeyParts theirs, KeyParts ours) {
        List<KeyChange> own = new ArrayList<>();
        boolean otherParent = false;
        boolean onGround = false;
        for (KeyChange change : KeyChange.between(theirs, ours)) {
            if (change.kind() == Kind.PARENT) {
                otherParent = true;
                onGround = change.after().equals(Optional.of(ground.key().hex()));
            } else {
                own.add(change);
            }
        }
        List<KeyChange> below =
                onGround ? KeyChange.between(run.build().ground(), ground) : List.of();
        return new Miss.Changed(run.id(), ChangeWords.sorted(own, step), below, otherParent);
    }

    private static int distance(Miss.Changed changed) {
        return changed.changes().size() + changed.below().size() + (changed.otherParent() ? 1 : 0);
    }

    /// Of the keys of a layer with several steps, the one of this step.
    public static Optional<KeyParts> ofStep(List<KeyParts> all, String step) {
        for (KeyParts parts : all) {
            for (KeyPart part : parts.parts()) {
                if (part.kind() == Kind.STEP && part.name().equals("name")) {
                    if (part.value().equals(step)) {
                        return Optional.of(parts);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
