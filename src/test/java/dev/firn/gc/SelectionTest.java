package dev.firn.gc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.gc.Census.Resident;
import dev.firn.gc.Victim.Reason;
import dev.firn.store.LayerId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

    private static final long PLENTY = Long.MAX_VALUE / 2;
    private static final Limits NONE = new Limits(0, PLENTY, 0, Optional.empty(), 0);

    private static List<Victim> select(Limits limits, Woods woods, Set<LayerId> used, long free) {
        return new Selection(limits, used, free, Woods.NOW).among(woods.census());
    }

    private static List<String> ids(List<Victim> victims) {
        return victims.stream()
                .map(victim -> victim.layer().id().value().replaceFirst("^0+(?=.)", ""))
                .toList();
    }

    private static Woods chain() {
        return new Woods().layer(1, -1, 10, 9).layer(2, 1, 10, 8).layer(3, 2, 10, 7);
    }

    @Test
    void nothingGoesWithinTheLimits() {
        assertThat(select(NONE, chain(), Set.of(), PLENTY)).isEmpty();
        assertThat(select(NONE.withMaximum(30), chain(), Set.of(), PLENTY)).isEmpty();
    }

    @Test
    void aLayerGoesAfterAllThatStandOnIt() {
        List<Victim> victims = select(Limits.nothing(), chain(), Set.of(), PLENTY);

        assertThat(ids(victims)).containsExactly("3", "2", "1");
        assertThat(victims).allMatch(victim -> victim.reason() == Reason.ALL);
    }

    @Test
    void whatWasNotUsedForTheLongestTimeGoesFirst() {
        Woods woods = chain().layer(4, 1, 10, 30).layer(5, -1, 10, 20);

        List<Victim> victims = select(NONE.withMaximum(25), woods, Set.of(), PLENTY);

        assertThat(ids(victims)).containsExactly("4", "5", "3");
        assertThat(victims).allMatch(victim -> victim.reason() == Reason.SIZE);
    }

    @Test
    void aLayerIsUsedWhenOneOnItIs() {
        // The layer below was last found long ago, the one on it today.
        Woods woods = new Woods().layer(1, -1, 10, 99).layer(2, 1, 10, 0).layer(3, -1, 10, 50);

        assertThat(ids(select(NONE.withMaximum(25), woods, Set.of(), PLENTY))).containsExactly("3");
    }

    @Test
    void ageTakesWhatIsOld() {
        Limits limits = NONE.withAge(Optional.of(Duration.ofDays(15)));
        Woods woods = chain().layer(4, 1, 10, 30).layer(5, -1, 10, 20);

        List<Victim> victims = select(limits, woods, Set.of(), PLENTY);

        assertThat(ids(victims)).containsExactly("4", "5");
        assertThat(victims).allMatch(victim -> victim.reason() == Reason.UNUSED);
    }

    @Test
    void aFullDiskTakesAsMuchAsIsMissing() {
        List<Victim> victims = select(NONE.withFree(100), chain(), Set.of(), 85);

        assertThat(ids(victims)).containsExactly("3", "2");
        assertThat(victims).allMatch(victim -> victim.reason() == Reason.ROOM);
    }

    @Test
    void whatIsReservedStays() {
        Limits limits = NONE.withFree(100).withReserved(20);

        assertThat(ids(select(limits, chain(), Set.of(), 0))).containsExactly("3");
    }

    @Test
    void whatIsInUseStaysWithAllBelow() {
        Woods woods = chain().layer(4, 1, 10, 30);

        List<Victim> victims = select(Limits.nothing(), woods, Set.of(Woods.id(2)), PLENTY);

        assertThat(ids(victims)).containsExactly("4", "3");
    }

    @Test
    void theNewestBuildsOfEachPackageStayWhateverTheirAgeAndGoLast() {
        Woods woods =
                new Woods()
                        .layer(1, -1, 10, 90)
                        .layer(2, -1, 10, 80)
                        .layer(3, -1, 10, 70)
                        .build("a-1.1", 1)
                        .build("a-1.0", 2)
                        .build("b-2.0", 3);
        Limits old = NONE.withKeepBuilds(1).withAge(Optional.of(Duration.ofDays(60)));

        assertThat(ids(select(old, woods, Set.of(), PLENTY))).containsExactly("2");
        Limits small = NONE.withKeepBuilds(1).withMaximum(15);
        assertThat(ids(select(small, woods, Set.of(), PLENTY))).containsExactly("2", "1");
    }

    @Test
    void layersThatStandOnEachOtherInACircleAreNoTrap() {
        Woods woods = new Woods().layer(1, 2, 10, 5).layer(2, 1, 10, 5).layer(3, 7, 10, 4);

        assertThat(select(Limits.nothing(), woods, Set.of(), PLENTY)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noChainIsEverCutAndNoLimitMissedThatCouldBeKept(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            Woods woods = Woods.random(random, 1 + random.nextInt(60));
            Census census = woods.census();
            Set<LayerId> used = new HashSet<>();
            for (LayerId id : census.layers().keySet()) {
                if (random.nextInt(10) == 0) {
                    used.add(id);
                }
            }
            long free = random.nextInt(3000);
            Limits limits =
                    new Limits(
                            random.nextInt(500),
                            random.nextInt(3000),
                            random.nextInt(3000),
                            random.nextBoolean()
                                    ? Optional.empty()
                                    : Optional.of(Duration.ofDays(random.nextInt(200))),
                            random.nextInt(3));

            List<Victim> victims = select(limits, woods, used, free);

            Set<LayerId> left = new HashSet<>(census.layers().keySet());
            for (Victim victim : victims) {
                left.remove(victim.layer().id());
                assertThat(left).noneMatch(id -> standsOn(census, id, victim.layer().id()));
            }
            assertThat(left).containsAll(census.chains(used));
            long bytes = sum(census, left);
            long freed = free + census.bytes() - bytes;
            boolean kept =
                    bytes <= limits.reserved()
                            || (bytes <= limits.maximum() && freed >= limits.free());
            assertThat(kept || census.chains(used).equals(left)).isTrue();
        }
    }

    private static boolean standsOn(Census census, LayerId id, LayerId parent) {
        Resident layer = census.layers().get(id);
        return layer != null && layer.parent().equals(Optional.of(parent));
    }

    private static long sum(Census census, Set<LayerId> ids) {
        long bytes = 0;
        for (LayerId id : ids) {
            Resident layer = census.layers().get(id);
            bytes += layer == null ? 0 : layer.bytes();
        }
        return bytes;
    }
}
