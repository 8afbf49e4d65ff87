package dev.firn.cli.report;

import com.google.gson.stream.JsonWriter;
import dev.firn.build.BuildEvent.Result;
import dev.firn.build.BuildEvent.StepFinished;
import dev.firn.build.BuildEvent.Timing;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;

/// `firn build --json`: one object about the whole build, on one line.
public final class JsonReport {

    private JsonReport() {}

    public static String of(Transcript transcript) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            json.name("outcome").value(transcript.failure().isPresent() ? "failed" : "built");
            if (transcript.kept().isPresent()) {
                json.name("id").value(transcript.kept().get().id());
            }
            json.name("derivation").value(transcript.derivation());
            json.name("forced").value(transcript.isForced());
            json.name("ignored").beginArray();
            for (String line : transcript.ignored()) {
                json.value(line);
            }
            json.endArray();
            json.name("results").beginArray();
            for (Result result : transcript.results()) {
                json.beginObject();
                json.name("output").value(result.output());
                json.name("path").value(result.path());
                if (result.link().isPresent()) {
                    json.name("link").value(result.link().get());
                }
                json.endObject();
            }
            json.endArray();
            json.name("steps").beginArray();
            for (StepFinished step : transcript.steps()) {
                json.beginObject();
                json.name("name").value(step.step());
                json.name("outcome").value(step.outcome().name().toLowerCase(Locale.ROOT));
                json.name("reason").value(transcript.reason(step));
                json.name("detail").value(step.detail());
                json.name("seconds").value(seconds(step.duration()));
                json.name("bytes").value(step.size());
                BuildJson.writeKept(transcript.kept(step), json);
                json.endObject();
            }
            json.endArray();
            json.name("timings").beginArray();
            for (Timing timing : transcript.timings()) {
                json.beginObject();
                json.name("part").value(timing.part());
                json.name("seconds").value(seconds(timing.duration()));
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        return text.toString();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
