package dev.firn.config;

import com.electronwill.nightconfig.core.Config;
import com.electronwill.nightconfig.core.UnmodifiableConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// `firn.toml` beside an expression: what firn cannot know about a package.
///
/// ```
/// [scope]
/// FOO = "installPhase"    # steps before installPhase do not see FOO
/// ```
public final class FirnFile {

    private static final String NAME = "firn.toml";
    private static final String SCOPE = "scope";
    private static final String MAY_HOLD =
            "it may hold:  [scope]  and lines like  FOO = \"installPhase\"";

    private FirnFile() {}

    /// Where the file of a flake would be, if the flake is a directory here.
    public static Optional<Path> ofFlake(String reference) {
        String url = reference.split("#", 2)[0].split("\\?", 2)[0];
        String path = url.startsWith("path:") ? url.substring("path:".length()) : url;
        boolean local = path.isEmpty() || path.startsWith(".") || path.startsWith("/");
        return local ? Optional.of(Path.of(path.isEmpty() ? "." : path)) : Optional.empty();
    }

    /// The first step that sees a variable, by the variable's name; nothing if there is no file.
    ///
    /// @param expression a Nix file, or a directory
    public static SortedMap<String, String> scopes(Path expression) {
        Path absolute = expression.toAbsolutePath().normalize();
        Path directory = Files.isDirectory(absolute) ? absolute : absolute.resolveSibling(".");
        Path file = directory.normalize().resolve(NAME);
        return Files.exists(file) ? read(file) : new TreeMap<>();
    }

    private static SortedMap<String, String> read(Path file) {
        Config config = TomlFile.read(file, MAY_HOLD);
        SortedMap<String, String> scopes = new TreeMap<>();
        for (UnmodifiableConfig.Entry entry : config.entrySet()) {
            if (!entry.getKey().equals(SCOPE) || !(entry.getRawValue() instanceof Config table)) {
                throw TomlFile.damaged(
                        file,
                        MAY_HOLD,
                        "it has '" + entry.getKey() + "', and only [scope] is known");
            }
            for (UnmodifiableConfig.Entry scope : table.entrySet()) {
                if (!(scope.getRawValue() instanceof String step)) {
                    throw TomlFile.damaged(
                            file, MAY_HOLD, scope.getKey() + " is not the name of a step");
                }
                scopes.put(scope.getKey(), step);
            }
        }
        return scopes;
    }
}
