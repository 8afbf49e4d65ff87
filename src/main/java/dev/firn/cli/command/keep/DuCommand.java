package dev.firn.cli.command.keep;

import com.google.gson.stream.JsonWriter;
import dev.firn.cli.action.Actions;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Amounts;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.Text;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.keep.DuRequest;
import dev.firn.gc.Usage;
import dev.firn.gc.Usage.By;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// `firn du [PACKAGE]`.
public final class DuCommand implements Command {

    @Override
    public String summary() {
        return "Show what takes the room in the cache, the biggest first.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(Words.positionals("PACKAGE", "Its steps; all packages if left out."));
        spec.addOption(
                Words.flag("A line for each build, not for each package or step.", "--builds"));
        spec.addOption(Words.flag("Print one JSON object.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        List<String> typed = words.positional();
        if (typed.size() > 1) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "one package at a time",
                    "not " + String.join(" ", typed),
                    "firn du " + typed.get(0));
        }
        Optional<String> only = typed.stream().findFirst();
        By by = words.has("--builds") ? By.BUILD : only.isPresent() ? By.STEP : By.PACKAGE;
        Usage usage = actions.housekeeping().du(new DuRequest(settings, only, by));
        if (words.has("--json")) {
            console.json(json(usage));
            return ExitCode.OK.status();
        }
        console.result(
                console.outPaint()
                        .dim(
                                row("SIZE", "SHARED", "OWN", "LAYERS")
                                        + "  "
                                        + Text.left("LAST USED", 10)
                                        + "  "
                                        + by.name()));
        for (Usage.Row row : usage.rows()) {
            console.result(
                    row(
                                    Amounts.size(row.bytes()),
                                    Amounts.size(row.bytes() - row.own()),
                                    Amounts.size(row.own()),
                                    Integer.toString(row.layers()))
                            + "  "
                            + row.used().toString().substring(0, 10)
                            + "  "
                            + Text.safe(row.name()));
        }
        console.result(
                "all layers "
                        + Amounts.size(usage.layers())
                        + ", keys and records "
                        + Amounts.size(usage.records())
                        + ", free on the disk "
                        + Amounts.size(usage.free()));
        return ExitCode.OK.status();
    }

    private static String row(String size, String shared, String own, String layers) {
        return Text.right(size, 8)
                + "  "
                + Text.right(shared, 8)
                + "  "
                + Text.right(own, 8)
                + "  "
                + Text.right(layers, 6);
    }

    private static String json(Usage usage) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            json.name("rows").beginArray();
            for (Usage.Row row : usage.rows()) {
                json.beginObject();
                json.name("name").value(row.name());
                json.name("bytes").value(row.bytes());
                json.name("own").value(row.own());
                json.name("layers").value(row.layers());
                json.name("used").value(row.used().toString());
                json.endObject();
            }
            json.endArray();
            json.name("layerBytes").value(usage.layers());
            json.name("recordBytes").value(usage.records());
            json.name("free").value(usage.free());
            json.endObject();
        }
        return text.toString();
    }
}
