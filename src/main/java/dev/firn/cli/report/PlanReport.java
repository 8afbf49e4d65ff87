package dev.firn.cli.report;

import com.google.gson.stream.JsonWriter;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.build.reason.Miss;
import dev.firn.cli.console.Paint;
import dev.firn.cli.console.Text;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/// What a build would do, step by step.
public final class PlanReport {

    private PlanReport() {}

    public static List<String> text(List<Foreseen> steps, Paint paint) {
        int widest = 0;
        for (Foreseen step : steps) {
            widest = Math.max(widest, Text.width(Text.safe(step.step())));
        }
        List<String> lines = new ArrayList<>();
        for (Foreseen step : steps) {
            String name = Text.left(Text.safe(step.step()), widest) + "  ";
            lines.add(
                    switch (step) {
                        case Foreseen.Skipped _ -> paint.dim(name + "skipped");
                        case Foreseen.Cached _ -> name + paint.green("cached");
                        case Foreseen.Runs(String _, Miss miss) ->
                                name + paint.blue("runs    ") + Text.safe(miss.line(""));
                        case Foreseen.Follows follows -> name + follows(follows, paint);
                    });
        }
        return lines;
    }

    private static String follows(Foreseen.Follows step, Paint paint) {
        String own = own(step.miss());
        return own.isEmpty()
                ? paint.yellow("follows ") + unlessSame(step.cause())
                : paint.blue("runs    ") + Text.safe(own);
    }

    private static String unlessSame(String cause) {
        return "unless " + cause + " gives the same as before";
    }

    /// What has changed besides the step below; empty if nothing has.
    private static String own(Miss miss) {
        return miss instanceof Miss.Changed changed && changed.changes().isEmpty()
                ? ""
                : miss.line("");
    }

    public static String json(List<Foreseen> steps) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject().name("steps").beginArray();
            for (Foreseen step : steps) {
                json.beginObject().name("name").value(step.step());
                switch (step) {
                    case Foreseen.Skipped _ -> json.name("would").value("skip");
                    case Foreseen.Cached(String _, var layer) -> {
                        json.name("would").value("reuse");
                        json.name("layer").value(layer.id().value());
                    }
                    case Foreseen.Runs(String _, Miss miss) -> {
                        json.name("would").value("run");
                        write(miss.line(""), miss, json);
                    }
                    case Foreseen.Follows(String _, String cause, Miss miss) -> {
                        String own = own(miss);
                        json.name("would").value(own.isEmpty() ? "follow" : "run");
                        json.name("after").value(cause);
                        write(own.isEmpty() ? unlessSame(cause) : own, miss, json);
                    }
                }
                json.endObject();
            }
            json.endArray().endObject();
        }
        return text.toString();
    }

    private static void write(String reason, Miss miss, JsonWriter json) throws IOException {
        json.name("reason").value(reason);
        if (miss.compared().isPresent()) {
            json.name("comparedWith").value(miss.compared().get().value());
        }
        if (miss instanceof Miss.Changed changed) {
            ExplanationJson.write(changed.changes(), json.name("changes"));
            ExplanationJson.write(changed.below(), json.name("below"));
        }
    }
}
