package dev.firn.cli.command;

import com.google.gson.stream.JsonWriter;
import dev.firn.cli.action.Actions;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.Paint;
import dev.firn.cli.console.Text;
import dev.firn.cli.request.DoctorRequest;
import dev.firn.cli.request.Settings;
import dev.firn.doctor.Finding;
import dev.firn.doctor.Finding.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/// `firn doctor`.
public final class DoctorCommand implements Command {

    @Override
    public String summary() {
        return "Try everything firn needs of this machine, and say what to do about a lack.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addOption(Words.flag("Print one JSON object.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        boolean json = words.has("--json");
        actions.doctor(
                new DoctorRequest(settings),
                finding -> {
                    findings.add(finding);
                    if (!json) {
                        show(finding, console);
                    }
                });
        boolean lacking = false;
        for (Finding finding : findings) {
            lacking |= finding.verdict() == Verdict.LACKING;
        }
        if (json) {
            console.json(json(findings, lacking));
        } else {
            console.result(
                    lacking ? "firn cannot build on this machine yet" : "firn can build here");
        }
        return (lacking ? ExitCode.HOST : ExitCode.OK).status();
    }

    private static void show(Finding finding, Console console) {
        Paint paint = console.outPaint();
        String mark =
                switch (finding.verdict()) {
                    case FINE -> paint.green("ok    ");
                    case WARNING -> paint.yellow("warn  ");
                    case LACKING -> paint.red("lacks ");
                };
        try {
            console.result(
                    mark
                            + Text.left(Text.safe(finding.probe()), 24)
                            + "  "
                            + Text.safe(finding.detail()));
            for (String line : finding.fix().lines().toList()) {
                console.result("        " + Text.safe(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(List<Finding> findings, boolean lacking) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            json.name("usable").value(!lacking);
            json.name("findings").beginArray();
            for (Finding finding : findings) {
                json.beginObject();
                json.name("probe").value(finding.probe());
                json.name("verdict").value(finding.verdict().name().toLowerCase(Locale.ROOT));
                json.name("detail").value(finding.detail());
                json.name("fix").value(finding.fix());
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        return text.toString();
    }
}
