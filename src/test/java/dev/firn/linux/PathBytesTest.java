package dev.firn.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathBytesTest {

    @TempDir Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "a b%41", "\u00c3\u00a9", "\u00ff\u00fe", "new\nline", "\\~?#;"})
    void everyNameGoesInAndOut(String name) throws Exception {
        Path file = Files.createFile(PathBytes.resolve(home, name));
        assertThat(PathBytes.name(file)).isEqualTo(name);
        assertThat(PathBytes.of(file)).isEqualTo(home + "/" + name);
        assertThat(PathBytes.path(home + "/" + name)).isEqualTo(file).exists();
        try (Stream<Path> listed = Files.list(home)) {
            assertThat(listed.map(PathBytes::name)).containsExactly(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "../a b/", "/\u00ff//y/.", "\u00ff/", "\u00c3\u00a9"})
    void everyLinkTargetGoesInAndOut(String target) throws Exception {
        Files.createDirectory(PathBytes.resolve(home, "\u00ff"));
        Path link = Files.createSymbolicLink(home.resolve("link"), PathBytes.path(target));
        String expected = target.endsWith("/") ? target.substring(0, target.length() - 1) : target;
        assertThat(PathBytes.of(Files.readSymbolicLink(link)))
                .isEqualTo(expected.replace("//", "/"));
    }
}
