package dev.firn.history;

import dev.firn.problem.Problem;
import java.util.Optional;

/// What a user calls a step or the state beside it: `WORD` or `WORD@SIDE`.
///
/// @param word the name of a step or the beginning of one, or the id of a layer or the beginning
///     of one
/// @param side the last state of the step when it is not said: after it, or where it failed
public record StepName(String word, Optional<Side> side) {

    /// @throws Problem when there is no such side
    public static StepName parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return new StepName(text, Optional.empty());
        }
        String said = text.substring(at + 1);
        String word = text.substring(0, at);
        for (Side side : Side.values()) {
            if (side.word().equals(said)) {
                return new StepName(word, Optional.of(side));
            }
        }
        throw new Problem(
                Problem.Kind.USAGE,
                "a step has no side '" + said + "'",
                "there are @before, @after and @failed",
                word + "@before");
    }

    @Override
    public String toString() {
        return side.isPresent() ? word + '@' + side.get().word() : word;
    }
}
