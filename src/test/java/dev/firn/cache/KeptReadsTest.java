package dev.firn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.path.StorePath;
import dev.firn.recipe.environment.EnvironmentReads;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptReadsTest {

    @TempDir Path directory;
    private CacheDirectory cache;
    private Path place;
    private int searches;

    @BeforeEach
    void open() {
        cache = CacheDirectory.open(directory.resolve("cache"));
        place = directory.resolve("cache/inputs/some");
    }

    @AfterEach
    void close() throws IOException {
        cache.close();
    }

    @Test
    void whatWasFoundIsKept() throws IOException {
        assertThat(names("makeFlags", "patches")).containsExactly("makeFlags", "patches");
        assertThat(names("other")).containsExactly("makeFlags", "patches");
        assertThat(searches).isEqualTo(1);
    }

    @Test
    void nothingIsKeptAsWell() throws IOException {
        assertThat(names()).isEmpty();
        assertThat(names("other")).isEmpty();
    }

    @Test
    void whatWasCutShortIsNotBelieved() throws IOException {
        names("makeFlags");
        Files.writeString(place, "makeFl");

        assertThat(names("makeFlags")).containsExactly("makeFlags");
        assertThat(searches).isEqualTo(2);
    }

    @Test
    void whatOtherRulesFoundIsNotBelieved() throws IOException {
        names("makeFlags");
        Files.writeString(place, "end " + (EnvironmentReads.RULES - 1) + "\n");

        assertThat(names("makeFlags")).containsExactly("makeFlags");
    }

    @Test
    void inputThatIsNotThereReadsNothing() {
        StorePath gone = StorePath.parse("/nix/store/00000000000000000000000000000000-gone");

        assertThat(new KeptInputReads(cache).of(gone)).isEmpty();
    }

    private SortedSet<String> names(String... found) throws IOException {
        return KeptReads.of(
                cache,
                place,
                () -> {
                    searches++;
                    return new TreeSet<>(List.of(found));
                });
    }
}
