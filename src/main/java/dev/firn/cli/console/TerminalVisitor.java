package dev.firn.cli.console;

import dev.firn.build.visit.Arrival;
import dev.firn.build.visit.Changes;
import dev.firn.build.visit.Changes.Change;
import dev.firn.build.visit.Leaving;
import dev.firn.build.visit.Visitor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The person at the console.
public final class TerminalVisitor implements Visitor {

    private static final String LIST = "list";
    private static final int LOG_LINES = 5;

    private final Console console;

    public TerminalVisitor(Console console) {
        this.console = console;
    }

    @Override
    public boolean atTerminal() {
        return console.screen().interactive();
    }

    @Override
    public OutputStream screen() {
        return console.resultBytes();
    }

    @Override
    public void note(String line) {
        console.tell(Text.safe(line));
    }

    @Override
    public void arrives(Arrival arrival) {
        Paint paint = console.errPaint();
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold(Text.safe(arrival.title())));
        if (!arrival.how().isEmpty()) {
            lines.add(paint.red("failed: ") + Text.safe(arrival.how()));
        }
        if (!arrival.command().isEmpty()) {
            lines.add(paint.red("at: ") + Text.safe(Text.decoded(arrival.command())));
        }
        LogLines log = new LogLines(LOG_LINES, line -> {});
        log.append(arrival.log());
        log.end();
        for (String line : log.last(LOG_LINES)) {
            lines.add(paint.dim("  | ") + line);
        }
        for (String note : arrival.notes()) {
            lines.add(paint.yellow("note: ") + Text.safe(note));
        }
        String here = "nothing is hidden here";
        boolean hasState = !arrival.asBuild().isEmpty();
        String asBuild = ", errexit is off; as in the build: " + Text.safe(arrival.asBuild());
        lines.add(paint.dim(hasState ? here + asBuild : here));
        console.tell(lines);
    }

    @Override
    public void loses(Changes changes) {
        List<String> lines = lines(changes);
        console.tell("thrown away: " + lines.getFirst());
        console.tell(lines.subList(1, lines.size()));
    }

    @Override
    public Leaving leaves(Changes changes, Set<Leaving> choices)
            throws IOException, InterruptedException {
        console.tell(lines(changes));
        List<String> words = new ArrayList<>();
        for (Leaving choice : choices) {
            words.add(word(choice));
        }
        words.add(LIST);
        String question =
                words.stream()
                                .map(word -> '[' + word.substring(0, 1) + ']' + word.substring(1))
                                .collect(Collectors.joining(", "))
                        + "? ";
        while (true) {
            console.draw(question);
            Optional<String> line = console.screen().line();
            if (line.isEmpty()) {
                console.tell("");
                continue;
            }
            String typed = line.get().strip().toLowerCase(Locale.ROOT);
            for (Leaving choice : choices) {
                if (isMeant(typed, word(choice)) || (typed.isEmpty() && choice == Leaving.DROP)) {
                    return choice;
                }
            }
            if (isMeant(typed, LIST)) {
                changes.tell(change -> console.tell(line(change)));
            } else {
                console.tell("one of these letters, and Enter; Enter alone drops");
            }
        }
    }

    private static String word(Leaving choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /// Whether a word or its first letter was typed.
    private static boolean isMeant(String typed, String word) {
        return typed.equals(word) || typed.equals(word.substring(0, 1));
    }

    /// What has changed, for people.
    public static List<String> lines(Changes changes) {
        List<String> lines = new ArrayList<>();
        lines.add(changes.count() == 1 ? "1 path changed" : changes.count() + " paths changed");
        for (Change change : changes.first()) {
            lines.add(line(change));
        }
        if (changes.count() > changes.first().size()) {
            lines.add("  ...");
        }
        return lines;
    }

    private static String line(Change change) {
        char mark =
                switch (change.kind()) {
                    case ADDED -> '+';
                    case REMOVED -> '-';
                    case CHANGED -> '~';
                };
        return "  " + mark + ' ' + Text.safe(Text.decoded(change.path()));
    }
}
