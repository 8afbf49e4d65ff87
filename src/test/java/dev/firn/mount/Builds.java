package dev.firn.mount;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.history.Side;
import dev.firn.history.State;
import dev.firn.key.KeyParts;
import dev.firn.snapshot.Chain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// States of a build that never was.
final class Builds {

    private Builds() {}

    /// After the step `buildPhase`, which left this chain.
    static State state(Chain chain) {
        StepRecord step =
                new StepRecord(
                        "buildPhase",
                        StepOutcome.RUN,
                        chain.topId(),
                        Optional.empty(),
                        Duration.ZERO,
                        0,
                        Optional.empty(),
                        List.of(),
                        false,
                        Optional.empty());
        BuildRecord build =
                new BuildRecord(
                        "20261124-023512.481-k7v2",
                        Instant.EPOCH,
                        Duration.ZERO,
                        "greet-1.0",
                        "/nix/store/greet.drv",
                        List.of(step),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        false,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        KeyParts.of(List.of()));
        return new State(build, 0, Side.AFTER, chain);
    }
}
