package dev.firn.cli.report;

import com.google.gson.stream.JsonWriter;
import dev.firn.cache.StepRecord;
import dev.firn.cli.console.Text;
import dev.firn.inspect.Explanation;
import dev.firn.inspect.Explanation.Compared;
import dev.firn.key.KeyChange;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `firn explain --json`: one object on one line.
public final class ExplanationJson {

    private ExplanationJson() {}

    public static String of(Explanation explanation) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            json.name("derivation").value(explanation.derivation());
            json.name("started").value(explanation.started().toString());
            json.name("steps").beginArray();
            for (Explanation.Step step : explanation.steps()) {
                write(step, json);
            }
            json.endArray();
            json.endObject();
        }
        return text.toString();
    }

    private static void write(Explanation.Step step, JsonWriter json) throws IOException {
        StepRecord record = step.record();
        json.beginObject();
        json.name("name").value(record.name());
        json.name("outcome").value(record.outcome().name().toLowerCase(Locale.ROOT));
        json.name("forced").value(record.forced());
        json.name("reasons").beginArray();
        for (String reason : record.reasons()) {
            json.value(reason);
        }
        json.endArray();
        switch (step.compared()) {
            case Compared.Nothing() -> {}
            case Compared.EarlierLayer(String layer, var sealed) -> {
                json.name("comparedWith").value(layer);
                json.name("comparedWithSealed").value(sealed.toString());
            }
            case Compared.RemovedLayer(String layer) -> {
                json.name("comparedWith").value(layer);
                json.name("removed").value(true);
            }
        }
        write(step.changes(), json.name("changes"));
        json.endObject();
    }

    /// Parts that differ, with their old and their new value.
    static void write(List<KeyChange> changes, JsonWriter json) throws IOException {
        json.beginArray();
        for (KeyChange change : changes) {
            json.beginObject();
            json.name("kind").value(change.kind().name().toLowerCase(Locale.ROOT));
            json.name("name").value(Text.decoded(change.name()));
            write("before", change.before(), json);
            write("after", change.after(), json);
            json.endObject();
        }
        json.endArray();
    }

    private static void write(String name, Optional<String> value, JsonWriter json)
            throws IOException {
        if (value.isPresent()) {
            json.name(name).value(Text.decoded(value.get()));
        }
    }
}
