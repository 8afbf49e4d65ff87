package dev.firn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.Surroundings;
import dev.firn.cli.console.TerminalScreen;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

    @TempDir Path directory;

    @Test
    void goesThroughStepsThatRunAndStepsThatAreCached() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("XDG_CACHE_HOME", directory.toString());
        Surroundings surroundings =
                new Surroundings(
                        environment,
                        OutputStream.nullOutputStream(),
                        said,
                        false,
                        new TerminalScreen(environment));

        Rehearsal.run(surroundings);

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("buildPhase: done", "installPhase: done")
                .contains("buildPhase: cached", "installPhase: cached")
                .doesNotContain("firn:");
        assertThat(directory).isEmptyDirectory();
    }
}
