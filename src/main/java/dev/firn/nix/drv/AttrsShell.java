package dev.firn.nix.drv;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.firn.nix.text.NixJson;
import dev.firn.nix.text.NixNumber;
import java.util.Map;
import java.util.Optional;

/// `.attrs.sh`: the structured attributes that bash can hold, as declarations. Bytes, as in
/// [Derivation].
final class AttrsShell {

    private AttrsShell() {}

    /// Strings, integers, nulls, booleans, and lists and sets of nothing but those. The rest, and
    /// names that are not a variable's, are left out.
    static String print(JsonObject attributes) {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, JsonElement> entry : NixJson.sorted(attributes).entrySet()) {
            if (isVariable(entry.getKey())) {
                declare(entry.getKey(), entry.getValue(), out);
            }
        }
        return out.toString();
    }

    private static void declare(String name, JsonElement value, StringBuilder out) {
        if (value.isJsonArray()) {
            StringBuilder words = new StringBuilder();
            for (JsonElement element : value.getAsJsonArray()) {
                Optional<String> word = simple(element);
                if (word.isEmpty()) {
                    return;
                }
                words.append(word.get()).append(' ');
            }
            out.append("declare -a ").append(name).append("=(").append(words).append(")\n");
        } else if (value.isJsonObject()) {
            StringBuilder words = new StringBuilder();
            Map<String, JsonElement> entries = NixJson.sorted(value.getAsJsonObject());
            for (Map.Entry<String, JsonElement> entry : entries.entrySet()) {
                Optional<String> word = simple(entry.getValue());
                if (word.isEmpty()) {
                    return;
                }
                words.append('[').append(quote(entry.getKey())).append("]=");
                words.append(word.get()).append(' ');
            }
            out.append("declare -A ").append(name).append("=(").append(words).append(")\n");
        } else {
            Optional<String> word = simple(value);
            if (word.isPresent()) {
                out.append("declare ").append(name).append('=').append(word.get()).append('\n');
            }
        }
    }

    private static Optional<String> simple(JsonElement value) {
        if (value.isJsonNull()) {
            return Optional.of("''");
        }
        if (!(value instanceof JsonPrimitive primitive)) {
            return Optional.empty();
        }
        if (primitive.isString()) {
            return Optional.of(quote(NixJson.bytes(primitive.getAsString())));
        }
        if (primitive.isBoolean()) {
            return Optional.of(primitive.getAsBoolean() ? "1" : "");
        }
        NixNumber number = NixNumber.parse(primitive.getAsString());
        return number.isIntegral()
                ? Optional.of(Integer.toString(number.toInt()))
                : Optional.empty();
    }

    private static String quote(String bytes) {
        return "'" + bytes.replace("'", "'\\''") + "'";
    }

    private static boolean isVariable(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
