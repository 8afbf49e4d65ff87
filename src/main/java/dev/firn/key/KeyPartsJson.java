package dev.firn.key;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/// The parts of keys as they are kept beside a layer, so that two keys can be compared later: a
/// JSON array with one array for each key, of `[kind, name, value]`.
public final class KeyPartsJson {

    private KeyPartsJson() {}

    public static String write(List<KeyParts> keys) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginArray();
            for (KeyParts key : keys) {
                write(key, json);
            }
            json.endArray();
        } catch (IOException e) {
            throw new IllegalStateException("a string writer does not fail", e);
        }
        return text.toString();
    }

    /// Writes one key.
    public static void write(KeyParts key, JsonWriter json) throws IOException {
        json.beginArray();
        for (KeyPart part : key.parts()) {
            json.beginArray().value(part.kind().name()).value(part.name());
            json.value(part.value()).endArray();
        }
        json.endArray();
    }

    /// @throws IOException when the text is not what [#write(List)] makes
    public static List<KeyParts> read(String text) throws IOException {
        List<KeyParts> keys = new ArrayList<>();
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.beginArray();
            while (json.hasNext()) {
                keys.add(read(json));
            }
            json.endArray();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IOException("not the parts of keys", e);
        }
        return keys;
    }

    /// Reads one key.
    ///
    /// @throws RuntimeException of some kind or an IOException when there is something else
    public static KeyParts read(JsonReader json) throws IOException {
        List<KeyPart> parts = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            json.beginArray();
            KeyPart.Kind kind = KeyPart.Kind.valueOf(json.nextString());
            parts.add(new KeyPart(kind, json.nextString(), json.nextString()));
            json.endArray();
        }
        json.endArray();
        return KeyParts.of(parts);
    }
}
