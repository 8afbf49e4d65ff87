package dev.firn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `ARCHITECTURE.md` speaks of what is there: each name in backquotes that begins with a letter is
/// a type, a package or a file.
class ArchitectureTextTest {

    private static final Path TEXT = Path.of("ARCHITECTURE.md");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z][^` \n]*)`");

    @Test
    void everyNameInItExists() throws IOException {
        Set<String> unknown = new TreeSet<>(names());
        unknown.removeAll(types());
        unknown.removeIf(name -> Layers.packages().contains(full(name)));
        unknown.removeIf(name -> Files.exists(Path.of(name)));

        assertThat(unknown).isEmpty();
    }

    @Test
    void everyPackageIsInIt() throws IOException {
        Set<String> missing = new TreeSet<>(Layers.packages());
        missing.removeAll(names().stream().map(ArchitectureTextTest::full).toList());

        assertThat(missing).isEmpty();
    }

    private static String full(String name) {
        return name.startsWith("dev.firn") ? name : "dev.firn." + name;
    }

    private static Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(Files.readString(TEXT));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static Set<String> types() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
