package dev.firn.cli.console;

import java.util.ArrayList;
import java.util.List;

/// The last lines of a terminal, which are drawn again and again below what stays.
///
/// Each picture is one write, so that nothing flickers. The cursor rests below the region and is
/// never hidden: nothing has to be restored, however firn ends.
public final class LiveRegion {

    private static final String ERASE_LINE_END = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";

    private final Console console;
    private final List<Integer> widths = new ArrayList<>();

    public LiveRegion(Console console) {
        this.console = console;
    }

    /// Replaces the picture.
    ///
    /// @param lasting lines that scroll up and stay
    /// @param lines the new picture; colours allowed
    /// @param columns the present width of the terminal
    public void draw(List<String> lasting, List<String> lines, int columns) {
        StringBuilder text = new StringBuilder();
        int rows = rows(columns);
        if (rows > 0) {
            text.append("\u001b[").append(rows).append('A');
        }
        text.append('\r');
        widths.clear();
        for (String line : lasting) {
            text.append(line).append(ERASE_LINE_END).append('\n');
        }
        for (String line : lines) {
            text.append(line).append(ERASE_LINE_END).append('\n');
            widths.add(Text.width(uncoloured(line)));
        }
        console.draw(text.append(ERASE_BELOW).toString());
    }

    /// How many rows the last picture takes now: a terminal that has become narrower has broken
    /// its lines.
    private int rows(int columns) {
        int rows = 0;
        for (int width : widths) {
            rows += Math.max(1, Math.ceilDiv(width, Math.max(1, columns)));
        }
        return rows;
    }

    private static String uncoloured(String line) {
        StringBuilder text = new StringBuilder(line.length());
        boolean colour = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == 0x1b) {
                colour = true;
            } else if (!colour) {
                text.append(c);
            } else if (c == 'm') {
                colour = false;
            }
        }
        return text.toString();
    }
}
