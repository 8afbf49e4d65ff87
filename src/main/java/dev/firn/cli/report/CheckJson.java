package dev.firn.cli.report;

import com.google.gson.stream.JsonWriter;
import dev.firn.check.Checked;
import dev.firn.check.Flaw;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;

/// `firn check --json`: one object, on one line.
public final class CheckJson {

    private CheckJson() {}

    public static String of(Checked checked) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            json.name("damaged").value(checked.isDamaged());
            json.name("repaired").value(checked.repaired());
            json.name("layers").value(checked.layers());
            json.name("files").value(checked.files());
            json.name("bytes").value(checked.bytes());
            json.name("digestsMade").value(checked.digests());
            json.name("flaws").beginArray();
            for (Flaw flaw : checked.flaws()) {
                json.beginObject();
                json.name("kind").value(flaw.kind().name().toLowerCase(Locale.ROOT));
                json.name("place").value(flaw.place());
                json.name("why").value(flaw.why());
                json.name("drops").beginArray();
                for (String each : flaw.dependents()) {
                    json.value(each);
                }
                json.endArray();
                json.name("fix").value(flaw.fix());
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        return text.toString();
    }
}
