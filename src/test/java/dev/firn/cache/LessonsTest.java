package dev.firn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.recipe.sight.Revealed;
import dev.firn.store.CacheDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonsTest {

    private static final PackageName HELLO = new PackageName("hello");

    @TempDir Path home;

    @Test
    void whatWasLearnedIsKnownTheNextTime() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            Lessons lessons = new Lessons(cache, HELLO, false);
            assertThat(lessons.of("buildPhase")).isEqualTo(Revealed.NOTHING);
            lessons.learn("buildPhase", Revealed.of(List.of("b")));
            lessons.learn("buildPhase", Revealed.of(List.of("a")));
            lessons.learn("checkPhase", Revealed.EVERYTHING);

            Lessons later = new Lessons(cache, HELLO, false);
            assertThat(later.of("buildPhase")).isEqualTo(Revealed.of(List.of("a", "b")));
            assertThat(later.of("checkPhase")).isEqualTo(Revealed.EVERYTHING);
            assertThat(new Lessons(cache, new PackageName("other"), false).of("checkPhase"))
                    .isEqualTo(Revealed.NOTHING);
        }
    }

    @Test
    void fileThatWasCutShortIsNoLesson() throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(home.resolve("cache"))) {
            Files.writeString(cache.knowledge("hello"), "{\"buildPhase\":{\"every");
            assertThat(new Lessons(cache, HELLO, false).of("buildPhase"))
                    .isEqualTo(Revealed.NOTHING);
        }
    }
}
