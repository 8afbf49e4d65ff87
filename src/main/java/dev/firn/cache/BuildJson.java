package dev.firn.cache;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.firn.digest.Digest;
import dev.firn.key.KeyParts;
import dev.firn.key.KeyPartsJson;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Records of builds as JSON.
final class BuildJson {

    private BuildJson() {}

    /// @param root of the cache; paths in it are written as those below it, so that it can move
    static byte[] of(BuildRecord build, Path root) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent(" ");
            json.beginObject();
            json.name("id").value(build.id());
            json.name("startedMillis").value(build.started().toEpochMilli());
            json.name("tookMillis").value(build.took().toMillis());
            json.name("name").value(build.name());
            json.name("derivation").value(build.derivation());
            json.name("forced").value(build.forced());
            json.name("ignored").beginArray();
            for (String line : build.ignored()) {
                json.value(line);
            }
            json.endArray();
            if (build.verdict().isPresent()) {
                json.name("verdict").value(build.verdict().get().name().toLowerCase(Locale.ROOT));
            }
            if (build.link().isPresent()) {
                json.name("link").value(build.link().get());
            }
            KeyPartsJson.write(build.ground(), json.name("ground"));
            write(json.name("builtAt"), build.builtAt());
            write(json.name("results"), build.results());
            json.name("steps").beginArray();
            for (StepRecord step : build.steps()) {
                write(json, step, root);
            }
            json.endArray();
            json.endObject();
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonWriter json, SortedMap<String, String> paths) throws IOException {
        json.beginObject();
        for (Map.Entry<String, String> path : paths.entrySet()) {
            json.name(path.getKey()).value(path.getValue());
        }
        json.endObject();
    }

    private static void write(JsonWriter json, StepRecord step, Path root) throws IOException {
        json.beginObject();
        json.name("name").value(step.name());
        json.name("outcome").value(step.outcome().name().toLowerCase(Locale.ROOT));
        if (step.layer().isPresent()) {
            json.name("layer").value(step.layer().get().value());
        }
        if (step.key().isPresent()) {
            json.name("key").value(step.key().get().hex());
        }
        json.name("tookMillis").value(step.took().toMillis());
        json.name("bytes").value(step.bytes());
        if (step.log().isPresent()) {
            json.name("log").value(root.relativize(Path.of(step.log().get())).toString());
        }
        json.name("reasons").beginArray();
        for (String reason : step.reasons()) {
            json.value(reason);
        }
        json.endArray();
        json.name("forced").value(step.forced());
        if (step.against().isPresent()) {
            json.name("against").value(step.against().get().value());
        }
        json.endObject();
    }

    static BuildRecord parse(byte[] content, Path root) throws IOException {
        String id = "";
        Instant started = Instant.EPOCH;
        long took = 0;
        String name = "";
        String derivation = "";
        boolean forced = false;
        List<String> ignored = List.of();
        Optional<BuildRecord.Verdict> verdict = Optional.empty();
        Optional<String> link = Optional.empty();
        KeyParts ground = KeyParts.of(List.of());
        SortedMap<String, String> builtAt = new TreeMap<>();
        SortedMap<String, String> results = new TreeMap<>();
        List<StepRecord> steps = new ArrayList<>();
        JsonReader json =
                new JsonReader(new StringReader(new String(content, StandardCharsets.UTF_8)));
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "id" -> id = json.nextString();
                case "startedMillis" -> started = Instant.ofEpochMilli(json.nextLong());
                case "tookMillis" -> took = json.nextLong();
                case "name" -> name = json.nextString();
                case "derivation" -> derivation = json.nextString();
                case "forced" -> forced = json.nextBoolean();
                case "ignored" -> ignored = lines(json);
                case "verdict" -> verdict = Optional.of(BuildRecord.Verdict.valueOf(upper(json)));
                case "link" -> link = Optional.of(json.nextString());
                case "ground" -> ground = KeyPartsJson.read(json);
                case "builtAt" -> readPaths(json, builtAt);
                case "results" -> readPaths(json, results);
                case "steps" -> readSteps(json, steps, root);
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new BuildRecord(
                id,
                started,
                Duration.ofMillis(took),
                name,
                derivation,
                steps,
                builtAt,
                results,
                forced,
                ignored,
                verdict,
                link,
                ground);
    }

    private static void readPaths(JsonReader json, SortedMap<String, String> paths)
            throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            paths.put(json.nextName(), json.nextString());
        }
        json.endObject();
    }

    private static void readSteps(JsonReader json, List<StepRecord> steps, Path root)
            throws IOException {
        json.beginArray();
        while (json.hasNext()) {
            steps.add(step(json, root));
        }
        json.endArray();
    }

    private static StepRecord step(JsonReader json, Path root) throws IOException {
        String name = "";
        StepOutcome outcome = StepOutcome.FAILED;
        Optional<LayerId> layer = Optional.empty();
        Optional<Digest> key = Optional.empty();
        long took = 0;
        long bytes = 0;
        Optional<String> log = Optional.empty();
        List<String> reasons = List.of();
        boolean forced = false;
        Optional<LayerId> against = Optional.empty();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "name" -> name = json.nextString();
                case "outcome" -> outcome = StepOutcome.valueOf(upper(json));
                case "layer" -> layer = Optional.of(new LayerId(json.nextString()));
                case "key" -> key = Optional.of(Digest.parse(json.nextString()));
                case "tookMillis" -> took = json.nextLong();
                case "bytes" -> bytes = json.nextLong();
                case "log" -> log = Optional.of(root.resolve(json.nextString()).toString());
                case "reasons" -> reasons = lines(json);
                case "forced" -> forced = json.nextBoolean();
                case "against" -> against = Optional.of(new LayerId(json.nextString()));
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new StepRecord(
                name,
                outcome,
                layer,
                key,
                Duration.ofMillis(took),
                bytes,
                log,
                reasons,
                forced,
                against);
    }

    private static List<String> lines(JsonReader json) throws IOException {
        List<String> lines = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            lines.add(json.nextString());
        }
        json.endArray();
        return lines;
    }

    private static String upper(JsonReader json) throws IOException {
        return json.nextString().toUpperCase(Locale.ROOT);
    }
}
