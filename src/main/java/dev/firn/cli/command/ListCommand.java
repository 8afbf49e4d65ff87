package dev.firn.cli.command;

import com.google.gson.stream.JsonWriter;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.ForcedText;
import dev.firn.cli.console.StepLine;
import dev.firn.cli.console.Text;
import dev.firn.cli.request.Actions;
import dev.firn.cli.request.BuildListing;
import dev.firn.cli.request.BuildListing.Step;
import dev.firn.cli.request.ListRequest;
import dev.firn.cli.request.Settings;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// `firn ls`.
final class ListCommand implements Command {

    @Override
    public String summary() {
        return "List the steps of the last build.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addOption(Words.flag("Print one JSON object.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        BuildListing listing = actions.list(new ListRequest(settings));
        if (words.has("--json")) {
            console.result(json(listing));
            return ExitCode.OK.status();
        }
        int widest = 0;
        for (Step step : listing.steps()) {
            widest = Math.max(widest, Text.width(Text.safe(step.name())));
        }
        StepLine line = new StepLine(console.outPaint(), widest);
        int columns =
                console.outIsTerminal() ? console.screen().size().columns() : Integer.MAX_VALUE;
        console.result(
                console.outPaint().bold(Text.safe(listing.derivation()))
                        + "  "
                        + listing.started()
                        + ForcedText.listed(listing.forced(), listing.verified()));
        for (Step step : listing.steps()) {
            console.result(
                    line.ended(
                            step.name(),
                            step.outcome(),
                            detail(step),
                            step.duration(),
                            step.size(),
                            columns));
        }
        return ExitCode.OK.status();
    }

    private static String detail(Step step) {
        if (!step.forced()) {
            return step.detail();
        }
        return step.detail().isEmpty() ? "forced" : "forced; " + step.detail();
    }

    private static String json(BuildListing listing) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            json.name("derivation").value(listing.derivation());
            json.name("started").value(listing.started().toString());
            json.name("forced").value(listing.forced());
            json.name("verified");
            if (listing.verified().isPresent()) {
                json.value(listing.verified().get().name().toLowerCase(Locale.ROOT));
            } else {
                json.nullValue();
            }
            json.name("steps").beginArray();
            for (Step step : listing.steps()) {
                json.beginObject();
                json.name("name").value(step.name());
                json.name("outcome").value(step.outcome().name().toLowerCase(Locale.ROOT));
                json.name("detail").value(step.detail());
                json.name("seconds").value(step.duration().toMillis() / 1000.0);
                json.name("bytes").value(step.size());
                json.name("layer").value(step.layer());
                json.name("forced").value(step.forced());
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        return text.toString();
    }
}
