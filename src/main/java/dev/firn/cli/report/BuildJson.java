package dev.firn.cli.report;

import com.google.gson.stream.JsonWriter;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.digest.Digest;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Recorded builds for programs.
public final class BuildJson {

    private BuildJson() {}

    /// One build with its steps.
    public static String of(BuildRecord build) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            head(build, json);
            json.name("steps").beginArray();
            for (StepRecord step : build.steps()) {
                write(step, json);
            }
            json.endArray();
            json.endObject();
        }
        return text.toString();
    }

    /// Several builds without their steps.
    public static String of(List<BuildRecord> builds) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject().name("builds").beginArray();
            for (BuildRecord build : builds) {
                json.beginObject();
                head(build, json);
                json.name("ran").value(build.ran());
                json.name("cached").value(build.count(StepOutcome.CACHED));
                json.endObject();
            }
            json.endArray().endObject();
        }
        return text.toString();
    }

    private static void head(BuildRecord build, JsonWriter json) throws IOException {
        json.name("id").value(build.id());
        json.name("derivation").value(build.name());
        json.name("drvPath").value(build.derivation());
        json.name("started").value(build.started().toString());
        json.name("seconds").value(build.took().toMillis() / 1000.0);
        json.name("ended").value(lower(build.end()));
        json.name("forced").value(build.forced());
        json.name("verified");
        if (build.verdict().isPresent()) {
            json.value(lower(build.verdict().get()));
        } else {
            json.nullValue();
        }
        json.name("results").beginObject();
        for (Map.Entry<String, String> result : build.results().entrySet()) {
            json.name(result.getKey()).value(result.getValue());
        }
        json.endObject();
    }

    private static void write(StepRecord step, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("name").value(step.name());
        json.name("outcome");
        json.value(step.outcome() == StepOutcome.RUN ? "done" : lower(step.outcome()));
        json.name("detail").value(String.join("; ", step.reasons()));
        json.name("seconds").value(step.took().toMillis() / 1000.0);
        json.name("bytes").value(step.bytes());
        writeKept(Optional.of(step), json);
        json.endObject();
    }

    /// By what a step is found in the cache, empty where there is nothing; and whether it stands on
    /// something forced.
    static void writeKept(Optional<StepRecord> step, JsonWriter json) throws IOException {
        json.name("layer").value(step.flatMap(StepRecord::layer).map(LayerId::value).orElse(""));
        json.name("key").value(step.flatMap(StepRecord::key).map(Digest::hex).orElse(""));
        json.name("forced").value(step.map(StepRecord::forced).orElse(false));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
