package dev.firn.nix.eval;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Nix's configuration as its JSON has it: every setting by its name, with its value and more.
/// A setting that this version of Nix does not have counts as its default.
record ConfigValues(JsonObject settings) {

    private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);

    NixConfig config() {
        JsonElement paths = value("sandbox-paths");
        return new NixConfig(
                text("store", ""),
                paths == null ? List.of() : SandboxPath.all(paths),
                number("cores", 0),
                number("max-jobs", 1),
                text("system", ""),
                texts("extra-platforms"),
                texts("system-features"),
                text("sandbox-dev-shm-size", "50%"),
                flag("substitute", true),
                flag("keep-going", false),
                flag("fallback", false),
                number("timeout", 0),
                number("max-silent-time", 0),
                longNumber("max-log-size"),
                text("sandbox", "").equals("relaxed"),
                texts("allowed-impure-host-deps"),
                file("ssl-cert-file"),
                texts("secret-key-files").stream().map(Path::of).toList());
    }

    private @Nullable JsonElement value(String name) {
        JsonElement setting = settings.get(name);
        return setting == null ? null : setting.getAsJsonObject().get("value");
    }

    private int number(String name, int otherwise) {
        JsonElement value = value(name);
        return value == null ? otherwise : (int) Math.min(value.getAsLong(), Integer.MAX_VALUE);
    }

    /// 0 where it is not set.
    private long longNumber(String name) {
        JsonElement value = value(name);
        return value == null ? 0 : value.getAsBigInteger().min(LONGEST).longValueExact();
    }

    private boolean flag(String name, boolean otherwise) {
        JsonElement value = value(name);
        return value == null ? otherwise : value.getAsBoolean();
    }

    private String text(String name, String otherwise) {
        JsonElement value = value(name);
        return value == null ? otherwise : value.getAsString();
    }

    private Optional<Path> file(String name) {
        String text = text(name, "");
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }

    private SortedSet<String> texts(String name) {
        SortedSet<String> texts = new TreeSet<>();
        JsonElement value = value(name);
        if (value != null) {
            for (JsonElement each : value.getAsJsonArray()) {
                texts.add(each.getAsString());
            }
        }
        return texts;
    }
}
