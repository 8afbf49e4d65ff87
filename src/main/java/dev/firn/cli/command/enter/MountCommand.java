package dev.firn.cli.command.enter;

import com.google.gson.stream.JsonWriter;
import dev.firn.cli.action.Actions;
import dev.firn.cli.command.BuildWord;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.ExitCode;
import dev.firn.cli.command.Words;
import dev.firn.cli.console.Console;
import dev.firn.cli.console.Text;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.enter.MountRequest;
import dev.firn.cli.request.enter.MountsRequest;
import dev.firn.linux.PathBytes;
import dev.firn.mount.MountRecord;
import dev.firn.mount.Mounted;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/// `firn mount [STEP [DIR]]`: prints the directory; without words, what is mounted.
public final class MountCommand implements Command {

    @Override
    public String summary() {
        return "Show the files of a state as a directory, or list what is mounted.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(
                Words.positionals(
                        "STEP [DIR]",
                        "A step, STEP@before or @failed; where, if firn shall not choose."
                                + " The build's inputs are not in it."));
        BuildWord.describe(spec);
        spec.addOption(Words.flag("Allow writing; umount throws away what was written.", "--rw"));
        spec.addOption(Words.flag("Print one JSON object.", "--json"));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException, InterruptedException {
        List<String> typed = words.positional();
        Consumer<String> notes = note -> console.tell(Text.safe(note));
        if (typed.isEmpty()) {
            if (words.has("--rw") || BuildWord.of(words).isPresent()) {
                throw new Problem(
                        Problem.Kind.USAGE,
                        "there is no step to mount",
                        "",
                        "firn mount STEP, or firn ls to see the steps");
            }
            List<Mounted> mounts = actions.entrances().mounts(new MountsRequest(settings), notes);
            list(mounts, words.has("--json"), console);
        } else if (typed.size() > 2) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "one state at a time",
                    "not " + String.join(" ", typed),
                    "firn mount " + typed.get(0) + " DIR");
        } else {
            Optional<String> directory =
                    typed.size() > 1 ? Optional.of(typed.get(1)) : Optional.empty();
            MountRequest request =
                    new MountRequest(
                            settings,
                            BuildWord.of(words),
                            typed.get(0),
                            directory,
                            words.has("--rw"));
            show(actions.entrances().mount(request, notes), words.has("--json"), console);
        }
        return ExitCode.OK.status();
    }

    private static void show(Mounted mounted, boolean json, Console console) throws IOException {
        MountRecord record = mounted.record();
        console.tell(
                Text.safe(record.name() + ' ' + record.state())
                        + (record.writable()
                                ? ", writable: what is written goes with the mount"
                                : ", read-only"));
        if (json) {
            console.json(text(writer -> write(writer, mounted)));
        } else if (console.outIsTerminal()) {
            console.result(shown(mounted.directory()));
        } else {
            String line = PathBytes.of(mounted.directory()) + "\n";
            console.resultBytes().write(line.getBytes(StandardCharsets.ISO_8859_1));
            console.resultBytes().flush();
        }
    }

    private static void list(List<Mounted> mounts, boolean json, Console console)
            throws IOException {
        if (json) {
            console.result(
                    text(
                            writer -> {
                                writer.beginObject().name("mounts").beginArray();
                                for (Mounted mounted : mounts) {
                                    write(writer, mounted);
                                }
                                writer.endArray().endObject();
                            }));
            return;
        }
        if (mounts.isEmpty()) {
            console.tell("nothing is mounted");
        }
        int widest = 0;
        for (Mounted mounted : mounts) {
            widest = Math.max(widest, Text.width(shown(mounted.directory())));
        }
        for (Mounted mounted : mounts) {
            MountRecord record = mounted.record();
            List<String> parts = new ArrayList<>();
            parts.add(Text.left(shown(mounted.directory()), widest));
            parts.add(record.writable() ? "rw" : "ro");
            parts.add(Text.safe(record.name() + ' ' + record.state()));
            parts.add("build " + Text.safe(record.build()));
            parts.add("since " + record.since());
            if (mounted.elsewhere()) {
                parts.add("in another mount namespace");
            }
            console.result(String.join("  ", parts));
        }
    }

    private static String shown(Path path) {
        return Text.safe(Text.decoded(PathBytes.of(path)));
    }

    private interface Writing {
        void to(JsonWriter json) throws IOException;
    }

    private static String text(Writing writing) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            writing.to(json);
        }
        return text.toString();
    }

    private static void write(JsonWriter json, Mounted mounted) throws IOException {
        MountRecord record = mounted.record();
        json.beginObject();
        json.name("directory").value(mounted.directory().toString());
        json.name("derivation").value(record.name());
        json.name("build").value(record.build());
        json.name("state").value(record.state());
        json.name("writable").value(record.writable());
        json.name("since").value(record.since().toString());
        json.name("elsewhere").value(mounted.elsewhere());
        json.endObject();
    }
}
