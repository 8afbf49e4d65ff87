package dev.firn.key;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/// The parts of a key as they are kept beside a layer, so that two keys can be compared later:
/// a JSON array of `[kind, name, value]`.
public final class KeyPartsJson {

    private KeyPartsJson() {}

    public static String write(KeyParts parts) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginArray();
            for (KeyPart part : parts.parts()) {
                json.beginArray().value(part.kind().name()).value(part.name());
                json.value(part.value()).endArray();
            }
            json.endArray();
        } catch (IOException e) {
            throw new IllegalStateException("a string writer does not fail", e);
        }
        return text.toString();
    }

    /// @throws IOException when the text is not what [#write] makes
    public static KeyParts read(String text) throws IOException {
        List<KeyPart> parts = new ArrayList<>();
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.beginArray();
            while (json.hasNext()) {
                json.beginArray();
                KeyPart.Kind kind = KeyPart.Kind.valueOf(json.nextString());
                parts.add(new KeyPart(kind, json.nextString(), json.nextString()));
                json.endArray();
            }
            json.endArray();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IOException("not the parts of a key", e);
        }
        return KeyParts.of(parts);
    }
}
