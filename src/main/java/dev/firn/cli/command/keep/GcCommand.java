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
import dev.firn.cli.request.keep.GcRequest;
import dev.firn.gc.Collected;
import dev.firn.gc.Limits;
import dev.firn.gc.Victim;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// `firn gc`.
public final class GcCommand implements Command {

    @Override
    public String summary() {
        return "Remove what was not used for the longest time, until the cache keeps to its limits.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addOption(Words.flag("Only say what would go.", "--dry-run"));
        spec.addOption(Words.flag("All that is neither in use nor pinned.", "--all"));
        spec.addOption(Words.value("SIZE", "As big as the cache may be: 20GB, 20GiB.", "--max"));
        spec.addOption(Words.value("SIZE", "As much as is to be free on its disk.", "--free"));
        spec.addOption(
                Words.value("SIZE", "As much as stays whatever else is said.", "--reserved"));
        spec.addOption(
                Words.value("TIME", "Also what was not used for so long: 30d.", "--older-than"));
        spec.addOption(
                Words.value(
                        "N",
                        "So many builds of each package stay whatever their age, and go last.",
                        "--keep-builds"));
        spec.addOption(Words.flag("Print one JSON object.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        boolean dry = words.has("--dry-run");
        Collected collected =
                actions.housekeeping()
                        .gc(
                                new GcRequest(
                                        settings,
                                        words.has("--all"),
                                        dry,
                                        words.one("--max"),
                                        words.one("--free"),
                                        words.one("--reserved"),
                                        words.one("--older-than"),
                                        words.one("--keep-builds")));
        if (words.has("--json")) {
            console.json(json(collected));
            return ExitCode.OK.status();
        }
        if (dry) {
            for (Victim victim : collected.victims()) {
                console.result(line(victim));
            }
        }
        int count = collected.victims().size();
        console.tell(
                (dry ? "would remove " : "removed ")
                        + count
                        + (count == 1 ? " layer" : " layers")
                        + " ("
                        + Amounts.size(collected.bytes())
                        + "); the cache "
                        + (dry ? "would have " : "has ")
                        + collected.left().layers().size()
                        + " ("
                        + Amounts.size(collected.left().bytes())
                        + "), "
                        + Amounts.size(collected.free())
                        + (dry ? " would be" : " are")
                        + " free on its disk");
        if (collected.fallsShort()) {
            console.tell(shortfall(collected));
        }
        return ExitCode.OK.status();
    }

    private static String line(Victim victim) {
        return victim.layer().id()
                + "  "
                + Text.right(Amounts.size(victim.layer().bytes()), 8)
                + "  "
                + victim.layer().used().toString().substring(0, 10)
                + "  "
                + Text.safe(victim.layer().step())
                + "  "
                + victim.reason().words();
    }

    private static String shortfall(Collected collected) {
        Limits limits = collected.limits();
        String what =
                collected.left().bytes() > limits.maximum()
                        ? "the cache is still over its size of " + Amounts.size(limits.maximum())
                        : "there are still less than "
                                + Amounts.size(limits.free())
                                + " free on its disk";
        return "note: " + what + "; the rest is in use, pinned (firn pin), or reserved";
    }

    private static String json(Collected collected) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            json.name("removed").beginArray();
            for (Victim victim : collected.victims()) {
                json.beginObject();
                json.name("layer").value(victim.layer().id().value());
                json.name("step").value(victim.layer().step());
                json.name("bytes").value(victim.layer().bytes());
                json.name("used").value(victim.layer().used().toString());
                json.name("reason").value(victim.reason().name().toLowerCase(Locale.ROOT));
                json.endObject();
            }
            json.endArray();
            json.name("removedBytes").value(collected.bytes());
            json.name("layers").value(collected.left().layers().size());
            json.name("bytes").value(collected.left().bytes());
            json.name("free").value(collected.free());
            json.name("withinLimits").value(!collected.fallsShort());
            json.endObject();
        }
        return text.toString();
    }
}
