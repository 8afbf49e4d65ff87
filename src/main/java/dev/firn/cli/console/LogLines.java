package dev.firn.cli.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Turns what a step writes to its terminal into lines that are safe to show: terminal control
/// sequences are dropped, except for colours where they are wanted, a carriage return starts the
/// line again and a backspace takes a character back, as a terminal would show them.
///
/// Keeps the last lines only, and of a line only its first [#LONGEST] bytes.
public final class LogLines {

    private static final int LONGEST = 4000;

    private static final String USUAL_COLOUR = "\u001b[0m";

    /// How stdenv begins the lines by which it tells Nix its phase; Nix does not show them either.
    private static final String FOR_NIX = "@nix {";

    private enum Sequence {
        NONE,
        ESCAPE,
        CHARSET,
        CONTROL,
        STRING,
        STRING_ESCAPE
    }

    private final int kept;
    private final Consumer<String> complete;
    private final boolean colours;
    private final Deque<String> last = new ArrayDeque<>();
    private final StringBuilder control = new StringBuilder();

    /// By its place in the line.
    private final NavigableMap<Integer, String> colourChanges = new TreeMap<>();

    private int colourBytes;
    private final StringBuilder line = new StringBuilder();
    private Sequence sequence = Sequence.NONE;
    private boolean returned;

    /// @param kept how many complete lines to keep
    /// @param complete is given each line when it is complete
    public LogLines(int kept, Consumer<String> complete) {
        this(kept, complete, false);
    }

    private LogLines(int kept, Consumer<String> complete, boolean colours) {
        this.kept = kept;
        this.complete = complete;
        this.colours = colours;
    }

    /// The same with their colours; each line ends with the usual one.
    ///
    /// @param complete is given each line when it is complete
    public static LogLines withColours(Consumer<String> complete) {
        return new LogLines(0, complete, true);
    }

    /// @param bytes one char for each byte, cut anywhere
    public void append(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            character(bytes.charAt(i));
        }
    }

    /// Completes a last line that has no line feed.
    public void end() {
        sequence = Sequence.NONE;
        if (!line.isEmpty()) {
            complete();
        }
    }

    /// The last lines, with the one that is being written.
    public List<String> last(int count) {
        List<String> lines = new ArrayList<>(last);
        if (!line.isEmpty()) {
            lines.add(shown());
        }
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private void character(char c) {
        switch (sequence) {
            case NONE -> plain(c);
            case ESCAPE -> sequence = afterEscape(c);
            case CHARSET -> sequence = Sequence.NONE;
            case CONTROL -> {
                if (c >= 0x40 && c <= 0x7e) {
                    sequence = Sequence.NONE;
                    if (c == 'm') {
                        colour(control.toString());
                    }
                } else if (c < 0x20) {
                    sequence = Sequence.NONE;
                    plain(c);
                } else if (control.length() < LONGEST) {
                    control.append(c);
                }
            }
            case STRING -> {
                if (c == 0x07 || c == '\n') {
                    sequence = Sequence.NONE;
                } else if (c == 0x1b) {
                    sequence = Sequence.STRING_ESCAPE;
                }
            }
            case STRING_ESCAPE -> sequence = c == '\\' ? Sequence.NONE : Sequence.STRING;
        }
    }

    /// @param parameters of the sequence that selects a graphic rendition (ECMA-48, SGR)
    private void colour(String parameters) {
        if (colours && parameters.matches("[0-9;:]*")) {
            if (returned) {
                clear();
            }
            // A line of nothing but colours has to end somewhere, too.
            colourBytes += parameters.length() + 3;
            if (colourBytes < LONGEST) {
                colourChanges.merge(line.length(), "\u001b[" + parameters + 'm', String::concat);
            }
        }
    }

    private void clear() {
        line.setLength(0);
        colourChanges.clear();
        colourBytes = 0;
        returned = false;
    }

    private Sequence afterEscape(char c) {
        control.setLength(0);
        return switch (c) {
            case '[' -> Sequence.CONTROL;
            case ']', 'P', 'X', '^', '_' -> Sequence.STRING;
            case '(', ')', '*', '+', '#', '%', ' ' -> Sequence.CHARSET;
            default -> Sequence.NONE;
        };
    }

    private void plain(char c) {
        if (c == '\n') {
            complete();
        } else if (c == '\r') {
            returned = true;
        } else if (c == 0x1b) {
            sequence = Sequence.ESCAPE;
        } else if (c == '\b') {
            line.setLength(Math.max(0, line.length() - 1));
        } else if (c != 0x07) {
            if (returned) {
                clear();
            }
            if (line.length() < LONGEST) {
                line.append(c);
            }
        }
    }

    private void complete() {
        String text = shown();
        clear();
        if (text.startsWith(FOR_NIX)) {
            return;
        }
        last.addLast(text);
        if (last.size() > kept) {
            last.removeFirst();
        }
        complete.accept(text);
    }

    private String shown() {
        if (colourChanges.isEmpty()) {
            return shown(0, line.length());
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Map.Entry<Integer, String> change : colourChanges.entrySet()) {
            int to = Math.min(change.getKey(), line.length());
            text.append(shown(from, to)).append(change.getValue());
            from = to;
        }
        return text.append(shown(from, line.length())).append(USUAL_COLOUR).toString();
    }

    private String shown(int from, int to) {
        return Text.safe(Text.decoded(line.substring(from, to)));
    }
}
