package dev.firn.history;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.StepRecord;
import dev.firn.snapshot.Chain;

/// The state of a build beside one of its steps.
///
/// @param index of the step in the record of the build
/// @param chain whose files these are
public record State(BuildRecord build, int index, Side side, Chain chain) {

    public StepRecord step() {
        return build.steps().get(index);
    }

    /// As in `buildPhase@before`.
    public String name() {
        return step().name() + '@' + side.word();
    }
}
