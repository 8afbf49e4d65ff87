package dev.firn.cli.report;

import dev.firn.build.BuildEvent.Timing;
import dev.firn.cli.console.Amounts;
import dev.firn.cli.console.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `--timings`: where firn's own time went.
public final class TimingTable {

    private static final String TOTAL = "total";

    private TimingTable() {}

    /// @param total from the start of the command to its end; what no part covers is shown too
    public static List<String> of(Transcript transcript, Duration total) {
        int columns = TOTAL.length();
        Duration rest = total;
        for (Timing timing : transcript.timings()) {
            columns = Math.max(columns, Text.width(timing.part()));
            rest = rest.minus(timing.duration());
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        for (Timing timing : transcript.timings()) {
            lines.add(row(timing.part(), timing.duration(), columns));
        }
        lines.add(row("other", rest, columns));
        lines.add(row(TOTAL, total, columns));
        return lines;
    }

    private static String row(String part, Duration duration, int columns) {
        return "  " + Text.left(part, columns) + "  " + Text.right(Amounts.time(duration), 11);
    }
}
