package dev.firn.nix.drv;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.firn.nix.text.NixJson;
import dev.firn.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/// The attributes of a derivation by which Nix itself is told something (`passAsFile`,
/// `impureEnvVars`, `allowedReferences` ...), read from the structured attributes if there are
/// any, else from the variables. Strings are bytes, as in [Derivation].
public final class Attributes {

    /// The variable that holds the structured attributes.
    static final String JSON = "__json";

    private final Map<String, String> env;
    private final @Nullable JsonObject structured;

    private Attributes(Map<String, String> env, @Nullable JsonObject structured) {
        this.env = env;
        this.structured = structured;
    }

    /// @throws Problem when the structured attributes are not a JSON object
    static Attributes of(Map<String, String> env) {
        String json = env.get(JSON);
        return new Attributes(env, json == null ? null : NixJson.parse(json));
    }

    public Optional<String> string(String name) {
        if (structured == null) {
            return Optional.ofNullable(env.get(name));
        }
        JsonElement value = structured.get(name);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(text(value, name, "a string"));
    }

    /// Unstructured: whether it is `1`.
    public boolean flag(String name, boolean otherwise) {
        if (structured == null) {
            String value = env.get(name);
            return value == null ? otherwise : value.equals("1");
        }
        JsonElement value = structured.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        throw mustBe(name, "true or false");
    }

    /// Unstructured: the words of the value.
    public Optional<List<String>> strings(String name) {
        if (structured == null) {
            String value = env.get(name);
            return value == null ? Optional.empty() : Optional.of(words(value));
        }
        JsonElement value = structured.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isJsonArray()) {
            throw mustBe(name, "a list of strings");
        }
        List<String> strings = new ArrayList<>();
        for (JsonElement element : value.getAsJsonArray()) {
            strings.add(text(element, name, "a list of strings"));
        }
        return Optional.of(List.copyOf(strings));
    }

    /// A copy of the structured attributes; their strings are text, not bytes.
    Optional<JsonObject> structured() {
        return structured == null ? Optional.empty() : Optional.of(structured.deepCopy());
    }

    static List<String> words(String value) {
        List<String> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(value, " \t\n\r");
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return List.copyOf(words);
    }

    private static String text(JsonElement value, String name, String expected) {
        if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            return NixJson.bytes(primitive.getAsString());
        }
        throw mustBe(name, expected);
    }

    static Problem mustBe(String name, String expected) {
        return new Problem(
                Problem.Kind.INPUTS,
                "the attribute '" + name + "' of the derivation must be " + expected,
                "",
                "change it in the Nix expression");
    }
}
