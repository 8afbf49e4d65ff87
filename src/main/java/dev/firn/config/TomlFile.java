package dev.firn.config;

import com.electronwill.nightconfig.core.Config;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlParser;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the files in which users say something to firn (TOML 1.0).
final class TomlFile {

    private TomlFile() {}

    /// @param hint what such a file may hold
    /// @throws Problem when it is no TOML
    static Config read(Path file, String hint) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new TomlParser().parse(reader);
        } catch (ParsingException e) {
            throw damaged(file, hint, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw damaged(file, hint, e.toString());
        }
    }

    /// A file that says something else than firn knows.
    static Problem damaged(Path file, String hint, String why) {
        return new Problem(Problem.Kind.USAGE, file + " cannot be read", why, hint);
    }
}
