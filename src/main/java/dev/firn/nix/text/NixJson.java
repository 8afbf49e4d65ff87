package dev.firn.nix.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// JSON as Nix reads and writes it: no white space, keys in the order of their UTF-8 bytes,
/// numbers in the form that nlohmann's library gives them.
public final class NixJson {

    private NixJson() {}

    /// Reads an object, of which every string then is text and no longer bytes.
    ///
    /// @param bytes UTF-8, one `char` for each byte
    /// @throws Problem when it is damaged or no object
    public static JsonObject parse(String bytes) {
        try {
            JsonReader reader = new JsonReader(new StringReader(text(bytes)));
            reader.setStrictness(Strictness.STRICT);
            JsonElement parsed = JsonParser.parseReader(reader);
            if (parsed instanceof JsonObject object && reader.peek() == JsonToken.END_DOCUMENT) {
                return object;
            }
            throw damaged("it is not an object", null);
        } catch (IOException | JsonParseException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    /// The JSON as bytes, one `char` each.
    public static String print(JsonElement value) {
        StringBuilder out = new StringBuilder();
        print(value, out);
        return out.toString();
    }

    /// The UTF-8 of a text, one `char` for each byte.
    public static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /// The keys as bytes, in their order.
    public static Map<String, JsonElement> sorted(JsonObject object) {
        Map<String, JsonElement> entries = new TreeMap<>();
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            entries.put(bytes(entry.getKey()), entry.getValue());
        }
        return entries;
    }

    private static void print(JsonElement value, StringBuilder out) {
        if (value.isJsonObject()) {
            String separator = "{";
            for (Map.Entry<String, JsonElement> entry :
                    sorted(value.getAsJsonObject()).entrySet()) {
                quote(entry.getKey(), out.append(separator));
                print(entry.getValue(), out.append(':'));
                separator = ",";
            }
            out.append(separator.equals("{") ? "{}" : "}");
        } else if (value.isJsonArray()) {
            String separator = "";
            out.append('[');
            for (JsonElement element : value.getAsJsonArray()) {
                print(element, out.append(separator));
                separator = ",";
            }
            out.append(']');
        } else if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            quote(bytes(primitive.getAsString()), out);
        } else if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            out.append(NixNumber.parse(primitive.getAsString()).print());
        } else {
            out.append(value);
        }
    }

    private static void quote(String bytes, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static String text(String bytes) throws CharacterCodingException {
        ByteBuffer utf8 = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    }

    static Problem damaged(String why, @Nullable Throwable cause) {
        return new Problem(
                Problem.Kind.INPUTS,
                "the structured attributes of the derivation cannot be read",
                why,
                "change them in the Nix expression",
                cause);
    }
}
