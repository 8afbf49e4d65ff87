package dev.firn.mount;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.firn.linux.PathBytes;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Records of mounts as JSON.
final class MountJson {

    private MountJson() {}

    static byte[] of(MountRecord mount) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            json.name("build").value(mount.build());
            json.name("name").value(mount.name());
            json.name("state").value(mount.state());
            json.name("layers").beginArray();
            for (LayerId layer : mount.layers()) {
                json.value(layer.value());
            }
            json.endArray();
            json.name("directory").value(PathBytes.of(mount.directory()));
            json.name("made").value(mount.made());
            json.name("writable").value(mount.writable());
            json.name("sinceMillis").value(mount.since().toEpochMilli());
            json.name("boot").value(mount.origin().boot());
            json.name("mountNamespace").value(mount.origin().mountNamespace());
            json.name("pidNamespace").value(mount.origin().pidNamespace());
            json.endObject();
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /// @throws RuntimeException of some kind or an IOException when this is not such a record
    static MountRecord parse(String id, byte[] content) throws IOException {
        String build = "";
        String name = "";
        String state = "";
        List<LayerId> layers = new ArrayList<>();
        String directory = "";
        boolean made = false;
        boolean writable = false;
        Instant since = Instant.EPOCH;
        String boot = "";
        String mountNamespace = "";
        String pidNamespace = "";
        JsonReader json =
                new JsonReader(new StringReader(new String(content, StandardCharsets.UTF_8)));
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "build" -> build = json.nextString();
                case "name" -> name = json.nextString();
                case "state" -> state = json.nextString();
                case "layers" -> readLayers(json, layers);
                case "directory" -> directory = json.nextString();
                case "made" -> made = json.nextBoolean();
                case "writable" -> writable = json.nextBoolean();
                case "sinceMillis" -> since = Instant.ofEpochMilli(json.nextLong());
                case "boot" -> boot = json.nextString();
                case "mountNamespace" -> mountNamespace = json.nextString();
                case "pidNamespace" -> pidNamespace = json.nextString();
                default -> json.skipValue();
            }
        }
        json.endObject();
        Origin origin = new Origin(boot, mountNamespace, pidNamespace);
        return new MountRecord(
                id,
                build,
                name,
                state,
                layers,
                PathBytes.path(directory),
                made,
                writable,
                since,
                origin);
    }

    private static void readLayers(JsonReader json, List<LayerId> layers) throws IOException {
        json.beginArray();
        while (json.hasNext()) {
            layers.add(new LayerId(json.nextString()));
        }
        json.endArray();
    }
}
