package dev.firn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.BuildRecords;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.LogRequest;
import dev.firn.key.KeyParts;
import dev.firn.problem.Problem;
import dev.firn.store.CacheDirectory;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {

    @TempDir Path home;

    @Test
    void aLogThatIsGoneIsToldInWords() throws Exception {
        StepRecord step =
                new StepRecord(
                        "buildPhase",
                        StepOutcome.RUN,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ZERO,
                        0,
                        Optional.of(home.resolve("gone/log").toString()),
                        List.of(),
                        false,
                        Optional.empty());
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            BuildRecord build =
                    new BuildRecord(
                            BuildRecord.newId(Instant.EPOCH),
                            Instant.EPOCH,
                            Duration.ZERO,
                            "hello",
                            "/nix/store/1grh0f3824g4kycw6nb7djhgh0i9fbqh-hello.drv",
                            List.of(step),
                            new TreeMap<>(),
                            new TreeMap<>(),
                            false,
                            List.of(),
                            Optional.empty(),
                            Optional.empty(),
                            KeyParts.of(List.of()));
            new BuildRecords(cache).write(build);
        }
        Settings settings = new Settings(Optional.of(home.resolve("cache").toString()), false);
        LogRequest request = new LogRequest(settings, Optional.empty(), Optional.empty());
        Wiring wiring = new Wiring(Map.of(), Clock.systemUTC());

        assertThatThrownBy(() -> wiring.looks().log(request, OutputStream.nullOutputStream()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("the log of buildPhase is gone");
    }
}
