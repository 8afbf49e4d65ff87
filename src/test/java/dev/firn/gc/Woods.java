package dev.firn.gc;

import dev.firn.cache.BuildRecords.Name;
import dev.firn.gc.Census.Resident;
import dev.firn.store.LayerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Caches that were never built: layers on layers, as a test says or by chance.
final class Woods {

    static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");

    private final Map<LayerId, Resident> layers = new HashMap<>();
    private final Map<Name, List<LayerId>> builds = new LinkedHashMap<>();

    /// The layer that is called so.
    static LayerId id(int number) {
        StringBuilder name = new StringBuilder(Integer.toString(number));
        while (name.length() < 16) {
            name.insert(0, '0');
        }
        return new LayerId(name.toString());
    }

    /// @param parent below it, or less than 0
    /// @param days since it was used
    Woods layer(int number, int parent, long bytes, int days) {
        Optional<LayerId> below = parent < 0 ? Optional.empty() : Optional.of(id(parent));
        Instant used = NOW.minus(Duration.ofDays(days));
        layers.put(id(number), new Resident(id(number), below, bytes, "step", used));
        return this;
    }

    /// A recorded build; the first one is the newest.
    Woods build(String derivation, int... tops) {
        String number = Integer.toString(999 - builds.size());
        List<LayerId> ids = new ArrayList<>();
        for (int top : tops) {
            ids.add(id(top));
        }
        builds.put(new Name("20300101-000000.000-x" + number, derivation), ids);
        return this;
    }

    Census census() {
        return new Census(layers, builds);
    }

    /// A forest of so many layers in which parents are used no later than their children, or
    /// sometimes are.
    static Woods random(Random random, int size) {
        Woods woods = new Woods();
        for (int i = 0; i < size; i++) {
            int parent = i == 0 || random.nextInt(5) == 0 ? -1 : random.nextInt(i);
            woods.layer(i, parent, random.nextInt(100), random.nextInt(200));
        }
        for (int i = 0; i < size / 8; i++) {
            woods.build("p" + random.nextInt(4) + "-1.0", random.nextInt(size));
        }
        return woods;
    }
}
