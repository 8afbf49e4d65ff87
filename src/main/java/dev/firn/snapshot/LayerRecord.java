package dev.firn.snapshot;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.firn.digest.Digest;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is known of a layer: what its maker said, and where it stands.
///
/// @param parent the layer below; none at the bottom
/// @param flattened whether the files are a whole tree, not only what changed
public record LayerRecord(Sealing sealing, Optional<LayerId> parent, boolean flattened) {

    byte[] toJson() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            json.name("step").value(sealing.step());
            json.name("failed").value(sealing.failed());
            if (sealing.key().isPresent()) {
                json.name("key").value(sealing.key().get().hex());
            }
            if (parent.isPresent()) {
                json.name("parent").value(parent.get().value());
            }
            json.name("flattened").value(flattened);
            json.name("forced").value(sealing.forced());
            // Numbers: the formatter of instants takes milliseconds to start, on every hit.
            json.name("sealedMillis").value(sealing.sealed().toEpochMilli());
            json.name("tookMillis").value(sealing.took().toMillis());
            json.endObject();
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /// @throws RuntimeException of some kind or an IOException when this is not such a record
    static LayerRecord parse(byte[] content) throws IOException {
        String step = "";
        boolean failed = false;
        Optional<Digest> key = Optional.empty();
        Optional<LayerId> parent = Optional.empty();
        boolean flattened = false;
        boolean forced = false;
        Instant sealed = Instant.EPOCH;
        long took = 0;
        JsonReader json =
                new JsonReader(new StringReader(new String(content, StandardCharsets.UTF_8)));
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "step" -> step = json.nextString();
                case "failed" -> failed = json.nextBoolean();
                case "key" -> key = Optional.of(Digest.parse(json.nextString()));
                case "parent" -> parent = Optional.of(new LayerId(json.nextString()));
                case "flattened" -> flattened = json.nextBoolean();
                case "forced" -> forced = json.nextBoolean();
                case "sealedMillis" -> sealed = Instant.ofEpochMilli(json.nextLong());
                case "tookMillis" -> took = json.nextLong();
                default -> json.skipValue();
            }
        }
        json.endObject();
        Sealing sealing = new Sealing(step, failed, key, forced, sealed, Duration.ofMillis(took));
        return new LayerRecord(sealing, parent, flattened);
    }
}
