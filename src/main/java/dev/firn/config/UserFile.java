package dev.firn.config;

import com.electronwill.nightconfig.core.Config;
import com.electronwill.nightconfig.core.UnmodifiableConfig;
import dev.firn.gc.Amount;
import dev.firn.gc.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// `config.toml` in `$XDG_CONFIG_HOME/firn`: how this user wants firn to be.
///
/// ```
/// [gc]
/// max = "40GB"           # as big as the cache may be
/// free = "10%"           # of the disk, is to be free
/// reserved = "2GB"       # stays in any case
/// older-than = "60d"     # what was not used for so long goes; "never"
/// keep-builds = 3        # of each package; they go last
/// automatic = true       # after a build, and during one when room runs out
/// ```
///
/// @param limits of the cache
/// @param automatic whether firn keeps to them by itself
public record UserFile(Limits limits, boolean automatic) {

    private static final String MAY_HOLD =
            "it may hold:  [gc]  and  max, free, reserved, older-than, keep-builds, automatic";

    /// What the user's file says, and the usual where it says nothing.
    ///
    /// @param disk the size of the cache's file system in bytes
    /// @throws dev.firn.problem.Problem when there is something else in it
    public static UserFile of(Map<String, String> environment, long disk) {
        Path file = place(environment);
        UserFile usual = new UserFile(Limits.usual(disk), true);
        if (!Files.exists(file)) {
            return usual;
        }
        UserFile said = usual;
        for (UnmodifiableConfig.Entry entry : TomlFile.read(file, MAY_HOLD).entrySet()) {
            if (!entry.getKey().equals("gc") || !(entry.getRawValue() instanceof Config table)) {
                String why = "it has '" + entry.getKey() + "', and only [gc] is known";
                throw TomlFile.damaged(file, MAY_HOLD, why);
            }
            for (UnmodifiableConfig.Entry each : table.entrySet()) {
                said = said.with(file, each.getKey(), each.getRawValue(), disk);
            }
        }
        return said;
    }

    private static Path place(Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return base.startsWith("/")
                ? Path.of(base, "firn", "config.toml")
                : Path.of(environment.getOrDefault("HOME", "/"), ".config", "firn", "config.toml");
    }

    private UserFile with(Path file, String name, Object value, long disk) {
        String text = String.valueOf(value);
        return switch (name) {
            case "max" -> of(limits.withMaximum(Amount.size(name, text, disk)));
            case "free" -> of(limits.withFree(Amount.size(name, text, disk)));
            case "reserved" -> of(limits.withReserved(Amount.size(name, text, disk)));
            case "older-than" -> of(limits.withAge(age(name, text)));
            case "keep-builds" -> {
                if (!(value instanceof Integer count) || count < 0) {
                    throw TomlFile.damaged(file, MAY_HOLD, "keep-builds is a number of builds");
                }
                yield of(limits.withKeepBuilds(count));
            }
            case "automatic" -> {
                if (!(value instanceof Boolean on)) {
                    throw TomlFile.damaged(file, MAY_HOLD, "automatic is true or false");
                }
                yield new UserFile(limits, on);
            }
            default -> throw TomlFile.damaged(file, MAY_HOLD, "it has '" + name + "' in [gc]");
        };
    }

    private UserFile of(Limits changed) {
        return new UserFile(changed, automatic);
    }

    /// How long something may be unused.
    public static Optional<Duration> age(String name, String word) {
        return word.equals("never") ? Optional.empty() : Optional.of(Amount.time(name, word));
    }
}
