package dev.firn.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cache.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldsTest {

    @TempDir Path home;
    private CacheDirectory cache;

    @BeforeEach
    void open() {
        cache = CacheDirectory.open(home.resolve("cache"));
    }

    @AfterEach
    void close() throws Exception {
        cache.close();
    }

    private LayerId layer() throws Exception {
        LayerId id = LayerId.random();
        Files.createDirectory(cache.layer(id).directory());
        return id;
    }

    private Set<LayerId> used() throws Exception {
        List<Set<LayerId>> seen = new ArrayList<>();
        cache.prune(
                used -> {
                    seen.add(used);
                    return List.of();
                });
        return seen.getFirst();
    }

    @Test
    void whatIsHeldIsSeenByWhoeverRemoves() throws Exception {
        LayerId id = layer();
        assertThat(used()).isEmpty();
        assertThat(cache.hold(id)).isTrue();
        assertThat(cache.hold(id)).isTrue();
        assertThat(used()).containsExactly(id);
    }

    @Test
    void whatIsNotThereCannotBeHeld() throws Exception {
        assertThat(cache.hold(LayerId.random())).isFalse();
        LayerId id = layer();
        cache.hold(id);
        cache.retire(id);
        assertThat(cache.hold(id)).isFalse();
    }

    @Test
    void aLayerInTheMakingIsInUse() throws Exception {
        LayerId id = LayerId.random();
        cache.workroom().scratch(id);
        assertThat(used()).containsExactly(id);
    }

    @Test
    void whatIsTakenOutIsGoneAtOnce() throws Exception {
        LayerId id = layer();
        List<Path> trees = cache.prune(_ -> List.of(id));
        assertThat(cache.layer(id).directory()).doesNotExist();
        assertThat(trees).singleElement().satisfies(tree -> assertThat(tree).exists());
        assertThat(cache.hold(id)).isFalse();
    }

    @Test
    void anInterruptionIsKeptAndHindersNothing() throws Exception {
        LayerId id = layer();
        Thread.currentThread().interrupt();
        assertThat(cache.hold(id)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(used()).containsExactly(id);
    }

    @Test
    void aCacheCanBeClosedWhileLayersAreRemoved() throws Exception {
        for (int round = 0; round < 50; round++) {
            CacheDirectory other = CacheDirectory.open(cache.root());
            Thread remover =
                    new Thread(
                            () -> {
                                try {
                                    while (true) {
                                        other.prune(_ -> List.of(LayerId.random()));
                                    }
                                } catch (IOException e) {
                                    // It is closed.
                                    return;
                                }
                            });
            remover.start();
            other.close();
            remover.join();
        }
        assertThat(cache.allLayers()).isEmpty();
    }

    /// Several processes find layers and use them while others remove whatever is not in use.
    @Test
    void noProcessLosesWhatItHasFound() throws Exception {
        List<Process> processes = new ArrayList<>();
        String root = cache.root().toString();
        for (int i = 0; i < 3; i++) {
            processes.add(Jvm.start(User.class, root));
        }
        processes.add(Jvm.start(Remover.class, root));
        for (Process process : processes) {
            assertThat(Jvm.output(process)).matches("(used|removed) [1-9][0-9]*\n");
        }
        assertThat(cache.root().resolve("work")).isEmptyDirectory();
    }

    /// Makes layers, finds those of others, and looks that what it holds stays.
    static final class User {
        private User() {}

        public static void main(String[] arguments) throws Exception {
            int used = 0;
            for (int round = 0; round < 60; round++) {
                try (CacheDirectory cache = CacheDirectory.open(Path.of(arguments[0]))) {
                    Files.createDirectory(cache.layer(LayerId.random()).directory());
                    List<LayerId> held = new ArrayList<>();
                    for (LayerId id : cache.allLayers()) {
                        if (cache.hold(id)) {
                            held.add(id);
                        }
                    }
                    for (int again = 0; again < 20; again++) {
                        for (LayerId id : held) {
                            if (!Files.exists(cache.layer(id).directory())) {
                                System.out.println("lost " + id);
                            }
                        }
                    }
                    used += held.size();
                }
            }
            System.out.println("used " + used);
        }
    }

    /// Removes whatever is not in use.
    static final class Remover {
        private Remover() {}

        public static void main(String[] arguments) throws Exception {
            int removed = 0;
            try (CacheDirectory cache = CacheDirectory.open(Path.of(arguments[0]))) {
                for (int round = 0; round < 400 || removed == 0; round++) {
                    List<Path> trees =
                            cache.prune(
                                    used -> {
                                        List<LayerId> going = new ArrayList<>(cache.allLayers());
                                        going.removeAll(used);
                                        return going;
                                    });
                    for (Path tree : trees) {
                        TreeRemoval.remove(tree);
                    }
                    removed += trees.size();
                }
            }
            System.out.println("removed " + removed);
        }
    }
}
