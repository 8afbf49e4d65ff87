package dev.firn.snapshot;

import dev.firn.store.CacheDirectory;
import dev.firn.store.Durability;
import dev.firn.store.Growth;
import dev.firn.store.LayerId;
import dev.firn.store.Leftovers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;

/// What is done to sealed layers while the build goes on: counting them, and bringing them to the
/// disk. At first also what earlier processes left to do.
///
/// The threads are daemons: the process may end at any moment, and the next one goes on.
public final class Upkeep {

    private final CacheDirectory cache;
    private final BlockingQueue<LayerId> toSync = new LinkedBlockingQueue<>();
    private final BlockingQueue<Layer> toSurvey = new LinkedBlockingQueue<>();
    private final ConcurrentMap<LayerId, Survey> surveys = new ConcurrentHashMap<>();

    private Upkeep(CacheDirectory cache) {
        this.cache = cache;
    }

    /// Begins to work in the background.
    public static Upkeep start(CacheDirectory cache) {
        Upkeep upkeep = new Upkeep(cache);
        daemon("sync", upkeep::sweepAndSync);
        daemon("survey", upkeep::surveyAll);
        return upkeep;
    }

    /// Takes care of a layer; returns at once.
    public void sealed(Layer layer) {
        toSurvey.add(layer);
        toSync.add(layer.id());
    }

    /// What there is in this layer; waits for the count if need be.
    public Survey survey(Layer layer) throws IOException {
        try {
            return surveys.computeIfAbsent(layer.id(), id -> load(layer));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Survey load(Layer layer) {
        try {
            return Survey.of(cache, layer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void surveyAll() throws IOException, InterruptedException {
        while (true) {
            Layer layer = toSurvey.take();
            if (Files.exists(layer.paths().directory())) {
                new Growth(cache).add(survey(layer).bytes());
            }
        }
    }

    private void sweepAndSync() throws IOException, InterruptedException {
        new Leftovers(cache).sweep();
        Durability durability = new Durability(cache);
        List<LayerId> waiting = durability.unsynced();
        while (true) {
            durability.sync(waiting);
            waiting = new ArrayList<>();
            waiting.add(toSync.take());
            toSync.drainTo(waiting);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /// A failure ends the thread and nothing else: whatever it was to do, the next process does,
    /// and a survey is made by whoever asks for it.
    private static void daemon(String name, Work work) {
        Thread.ofPlatform()
                .daemon()
                .name("firn-" + name)
                .start(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                return;
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }
}
