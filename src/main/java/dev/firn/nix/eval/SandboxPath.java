package dev.firn.nix.eval;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A path of the host that the configuration lets into every sandbox.
///
/// @param inside where it is seen
/// @param source where it is on the host
/// @param optional whether it may be missing on the host
public record SandboxPath(String inside, String source, boolean optional) {

    /// `inside`, `inside=source`, either with a `?` at its end.
    static SandboxPath parse(String text) {
        boolean optional = text.endsWith("?");
        String bare = optional ? text.substring(0, text.length() - 1) : text;
        int equals = bare.indexOf('=');
        return equals < 0
                ? new SandboxPath(bare, bare, optional)
                : new SandboxPath(bare.substring(0, equals), bare.substring(equals + 1), optional);
    }

    /// A list of texts up to some version between Nix 2.26 and 2.34, an object since then.
    static List<SandboxPath> all(JsonElement json) {
        List<SandboxPath> paths = new ArrayList<>();
        if (json.isJsonObject()) {
            for (Map.Entry<String, JsonElement> each : json.getAsJsonObject().entrySet()) {
                JsonObject value = each.getValue().getAsJsonObject();
                paths.add(
                        new SandboxPath(
                                each.getKey(),
                                value.get("source").getAsString(),
                                value.get("optional").getAsBoolean()));
            }
        } else {
            for (JsonElement each : json.getAsJsonArray()) {
                paths.add(parse(each.getAsString()));
            }
        }
        return paths;
    }
}
