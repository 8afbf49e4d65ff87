package dev.firn.limit;

import java.util.OptionalLong;

/// What a build may use, as far as somebody has said so. 0 stands for no limit, as in Nix.
///
/// No limit is in a key: it decides whether a step comes to its end, not what it makes.
///
/// @param timeout seconds that the processes of one build may run, one step after the other
/// @param silence seconds that they may run without writing anything
/// @param log bytes that they may write
/// @param memory bytes that all of them may have at a time
/// @param processes how many there may be at a time, threads among them
public record Limits(
        OptionalLong timeout,
        OptionalLong silence,
        OptionalLong log,
        OptionalLong memory,
        OptionalLong processes) {

    public static final Limits NONE =
            new Limits(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty());

    /// What others say where this says nothing.
    public Limits orElse(Limits others) {
        return new Limits(
                first(timeout, others.timeout),
                first(silence, others.silence),
                first(log, others.log),
                first(memory, others.memory),
                first(processes, others.processes));
    }

    private static OptionalLong first(OptionalLong said, OptionalLong other) {
        return said.isPresent() ? said : other;
    }
}
