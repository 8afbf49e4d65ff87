import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cache.Entry;
import dev.firn.cache.LayerCache;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.digest.Digest;
import dev.firn.gc.Census;
import dev.firn.gc.Collector;
import dev.firn.gc.Limits;
import dev.firn.key.KeyParts;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Sealing;
import dev.firn.snapshot.Skeleton;
import dev.firn.store.CacheDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Makes a cache of many layers, chains of ten with a record each, and times decisions what is to
/// go, and lookups in it.
/// Arguments: a directory, and how many layers.
void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[1]);
    try (CacheDirectory cache = CacheDirectory.open(Path.of(arguments[0]))) {
        if (cache.allLayers().isEmpty()) {
            fill(cache, count);
            Census.take(cache);
        }
    }
    // As another process would: it holds nothing yet.
    try (CacheDirectory cache = CacheDirectory.open(Path.of(arguments[0]))) {
        for (String time : List.of("first", "second")) {
            long start = System.nanoTime();
            new Collector(cache, Clock.systemUTC()).foresee(Limits.nothing());
            long took = System.nanoTime() - start;
            IO.println("decision: %s %.0f ms".formatted(time, took / 1e6));
        }
        LayerCache layers = new LayerCache(cache, Clock.systemUTC());
        Random random = new Random(1);
        long[] times = new long[500];
        for (int i = 0; i < times.length; i++) {
            int first = random.nextInt(count / 10) * 10;
            long start = System.nanoTime();
            Optional<Entry> found = layers.find(key(first), Chain.empty());
            times[i] = System.nanoTime() - start;
            if (found.isEmpty()) {
                throw new IllegalStateException("layer " + first + " is not found");
            }
        }
        long first = times[0];
        Arrays.sort(times);
        IO.println(
                "lookup: first %.3f ms, median %.3f ms, worst of the others %.3f ms"
                        .formatted(first / 1e6, times[250] / 1e6, times[498] / 1e6));
    }
}

void fill(CacheDirectory cache, int count) throws Exception {
    LayerCache layers = new LayerCache(cache, Clock.systemUTC());
    Skeleton skeleton = Skeleton.of(cache, new TreeMap<>());
    Chain chain = Chain.empty();
    List<StepRecord> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
        if (i % 10 == 0) {
            chain = Chain.empty();
            steps.clear();
        }
        try (Scratch scratch = Scratch.open(cache, chain, skeleton)) {
            Files.createDirectories(scratch.upper().resolve("build"));
            Files.write(scratch.upper().resolve("build/x"), new byte[100]);
            Files.writeString(scratch.paths().log(), "it went well\n");
            Optional<Digest> key = Optional.of(key(i));
            Sealing sealing =
                    new Sealing(
                            "step" + i % 10,
                            false,
                            key,
                            false,
                            Instant.now(),
                            Duration.ofMillis(7));
            Layer layer = scratch.commit(sealing);
            layers.publish(key(i), chain, new Entry.Hit(layer));
            chain = chain.plus(layer);
            steps.add(
                    new StepRecord(
                            "step" + i % 10,
                            StepOutcome.RUN,
                            Optional.of(layer.id()),
                            key,
                            Duration.ofMillis(7),
                            100,
                            Optional.empty(),
                            List.of(),
                            false,
                            Optional.empty()));
        }
        if (i % 10 == 9) {
            Instant now = Instant.now();
            new BuildRecords(cache)
                    .write(
                            new BuildRecord(
                                    BuildRecord.newId(now),
                                    now,
                                    Duration.ofSeconds(1),
                                    "package" + i / 100 + "-1." + i / 10 % 10,
                                    "/nix/store/00000000000000000000000000000000-x.drv",
                                    steps,
                                    new TreeMap<>(),
                                    new TreeMap<>(),
                                    false,
                                    List.of(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    KeyParts.of(List.of())));
        }
    }
}

Digest key(int number) {
    return Digest.of(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
}
