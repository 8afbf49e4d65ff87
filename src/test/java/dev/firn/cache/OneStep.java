package dev.firn.cache;

import dev.firn.digest.Digest;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Sealing;
import dev.firn.snapshot.Skeleton;
import dev.firn.store.CacheDirectory;
import dev.firn.store.Durability;
import dev.firn.store.Milestones;
import dev.firn.store.Milestones.Milestone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Makes and publishes one layer, as a build does; as a program it dies at a milestone.
public final class OneStep {

    static final Digest KEY = Digest.of("key".getBytes(StandardCharsets.UTF_8));
    static final String BOOT = "b007b007-0000";

    private OneStep() {}

    public static Entry run(CacheDirectory cache, Chain chain, Digest key) throws Exception {
        return run(cache, chain, key, 5);
    }

    static Entry run(CacheDirectory cache, Chain chain, Digest key, int size) throws Exception {
        Skeleton skeleton = Skeleton.of(cache, new TreeMap<>());
        try (Scratch scratch = Scratch.open(cache, chain, skeleton)) {
            scratch.lay("build/laid", new byte[10], 0600);
            Files.createDirectories(scratch.upper().resolve("build"));
            Files.write(scratch.upper().resolve("build/x"), new byte[size]);
            Files.writeString(scratch.paths().log(), "it went well\n");
            Sealing sealing =
                    new Sealing(
                            "step",
                            false,
                            Optional.of(key),
                            false,
                            Instant.EPOCH,
                            Duration.ofMillis(7));
            Layer layer = scratch.commit(sealing);
            return new LayerCache(cache, Clock.systemUTC())
                    .publish(key, chain, new Entry.Hit(layer));
        }
    }

    /// Arguments: cache, the milestone to die at or `-`, a file to wait for or `-`.
    public static void main(String[] arguments) throws Exception {
        Milestones milestones =
                milestone -> {
                    if (milestone.name().equals(arguments[1])) {
                        kill();
                    }
                };
        while (!arguments[2].equals("-") && !Files.exists(Path.of(arguments[2]))) {
            Thread.onSpinWait();
        }
        try (CacheDirectory cache = CacheDirectory.open(Path.of(arguments[0]), BOOT, milestones)) {
            Entry entry = run(cache, Chain.empty(), KEY);
            Layer layer = ((Entry.Hit) entry).layer();
            new Durability(cache).sync(List.of(layer.id()));
            if (isLate(arguments[1])) {
                cache.drop(layer.id());
            }
            System.out.println(layer.id());
        }
    }

    private static boolean isLate(String milestone) {
        return milestone.equals(Milestone.ENTRY_WITHDRAWN.name())
                || milestone.equals(Milestone.LAYER_RETIRED.name());
    }

    private static void kill() {
        try {
            String self = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-9", self).start().waitFor();
            throw new IllegalStateException("still alive");
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
