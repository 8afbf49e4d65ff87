package dev.firn.check;

import dev.firn.digest.Digest;
import dev.firn.linux.Niceness;
import dev.firn.snapshot.LayerDigest;
import dev.firn.snapshot.Survey;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.LayerPaths;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Every layer against its digest. The threads give way to builds.
final class Contents {

    private static final int THREADS = 2;

    /// So many characters of a digest's file may differ for it to be the file that is damaged, and
    /// not the layer: the rest cannot fit by chance.
    private static final int FEW = 4;

    private final CacheDirectory cache;
    private final Flaws flaws;
    private final Meter meter;
    private final boolean writable;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger unknown = new AtomicInteger();

    /// @param writable whether digests that nobody has made yet can be kept
    Contents(CacheDirectory cache, Flaws flaws, Meter meter, boolean writable) {
        this.cache = cache;
        this.flaws = flaws;
        this.meter = meter;
        this.writable = writable;
    }

    void check(Places places) throws IOException, InterruptedException {
        meter.begin(expected(places));
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        THREADS,
                        work -> {
                            Thread thread =
                                    new Thread(
                                            () -> {
                                                Niceness.lowest();
                                                work.run();
                                            },
                                            "firn-check");
                            thread.setDaemon(true);
                            return thread;
                        });
        try {
            List<Future<?>> works = new ArrayList<>();
            for (LayerId id : places.layers) {
                works.add(
                        threads.submit(
                                () -> {
                                    check(cache.layer(id), new Remedy.Drop(id));
                                    return id;
                                }));
            }
            for (LayerId id : places.runs) {
                LayerPaths run = cache.run(id);
                works.add(
                        threads.submit(
                                () -> {
                                    check(run, new Remedy.Remove(run.directory()));
                                    return id;
                                }));
            }
            for (Future<?> work : works) {
                work.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException("the check failed", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private long expected(Places places) {
        long expected = 0;
        for (LayerId id : places.layers) {
            expected += Survey.kept(cache.layer(id)).map(Survey::bytes).orElse(0L);
        }
        return expected;
    }

    private void check(LayerPaths layer, Remedy remedy) throws IOException {
        Digest actual;
        try {
            actual =
                    LayerDigest.of(
                            layer,
                            count -> {
                                bytes.addAndGet(count);
                                meter.read(count);
                            });
        } catch (IOException e) {
            if (Files.exists(layer.directory())) {
                String why = "cannot be read: " + e.getMessage();
                flaws.damaged(layer.directory(), why, remedy);
            }
            return;
        }
        byte[] wanted = LayerDigest.text(layer, actual);
        byte[] kept;
        try {
            kept = Files.readAllBytes(layer.digest());
        } catch (NoSuchFileException e) {
            kept = new byte[0];
        }
        if (kept.length < wanted.length && Files.exists(layer.directory())) {
            // Nobody has come to it yet, or the machine crashed when it was written.
            unknown.incrementAndGet();
            keep(layer, actual);
            return;
        }
        Optional<byte[]> whole = Summed.content(layer.digest(), kept);
        int different = differences(wanted, kept);
        if (different == 0) {
            return;
        }
        if (whole.isEmpty() && different <= FEW) {
            flaws.damaged(
                    layer.digest(),
                    "its sum does not fit what it holds; the layer is whole",
                    new Remedy.Write(
                            layer.digest(), new String(wanted, StandardCharsets.ISO_8859_1)));
        } else {
            flaws.damaged(layer.directory(), "holds something else than was sealed", remedy);
        }
    }

    private void keep(LayerPaths layer, Digest digest) throws IOException {
        if (!writable) {
            return;
        }
        try {
            LayerDigest.keep(cache, layer, digest);
        } catch (IOException e) {
            if (Files.exists(layer.directory())) {
                throw e;
            }
        }
    }

    private static int differences(byte[] one, byte[] other) {
        int differences = Math.abs(one.length - other.length);
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            differences += one[i] == other[i] ? 0 : 1;
        }
        return differences;
    }

    long bytes() {
        return bytes.get();
    }

    /// How many digests nobody had made.
    int unknown() {
        return unknown.get();
    }
}
