package dev.firn.cli.report;

import dev.firn.cache.BuildRecord;
import dev.firn.key.KeyParts;
import dev.firn.nix.compare.Comparison;
import dev.firn.nix.compare.Difference;
import dev.firn.nix.compare.content.Spot;
import dev.firn.verify.Verification;
import dev.firn.verify.Verification.Reproducible;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/// Outcomes of a verification, for tests of how they are told.
public final class Verifications {

    public static final String DRV = "/nix/store/00000000000000000000000000000000-hello.drv";

    private Verifications() {}

    public static Difference difference(String path, Difference.Kind kind) {
        return new Difference("out", path, kind);
    }

    public static Difference.Content differs(long offset, long ourSize, long theirSize) {
        return unexplained(new Spot(List.of(), false, offset, ourSize, theirSize, Spot.Kind.BYTES));
    }

    public static Difference.Content unexplained(Spot spot) {
        return new Difference.Content(Optional.of(spot), List.of());
    }

    public static Verification of(
            boolean forced,
            Reproducible reproducible,
            SortedSet<String> unlisted,
            Difference... found) {
        BuildRecord build =
                new BuildRecord(
                        "20261124-100000.000-abcd",
                        Instant.EPOCH,
                        Duration.ZERO,
                        "hello",
                        DRV,
                        List.of(),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        forced,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        KeyParts.of(List.of()));
        return new Verification(build, new Comparison(List.of(found)), unlisted, reproducible);
    }
}
