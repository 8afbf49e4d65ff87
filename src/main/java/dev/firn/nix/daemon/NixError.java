package dev.firn.nix.daemon;

import java.util.List;

/// The daemon refused or failed, in Nix's own words. The connection can still be used.
public final class NixError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int level;
    private final transient List<String> traces;

    /// @param message as Nix wrote it, with its colours
    NixError(String message, int level, List<String> traces) {
        super(message);
        this.level = level;
        this.traces = List.copyOf(traces);
    }

    /// Nix's message with its colours (ANSI sequences); without the leading `error:`.
    public String message() {
        return String.valueOf(getMessage());
    }

    /// Nix's message as plain text.
    public String plain() {
        return withoutColours(message());
    }

    /// Nix's verbosity scale; 0 is an error.
    public int level() {
        return level;
    }

    /// Where it happened, outermost last, with colours; mostly empty.
    public List<String> traces() {
        return traces;
    }

    /// The text without ANSI control sequences.
    public static String withoutColours(String text) {
        int escape = text.indexOf('\u001b');
        if (escape < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int from = 0;
        while (escape >= 0) {
            plain.append(text, from, escape);
            from = afterSequence(text, escape);
            escape = text.indexOf('\u001b', from);
        }
        return plain.append(text, from, text.length()).toString();
    }

    private static int afterSequence(String text, int escape) {
        int at = escape + 1;
        if (at >= text.length() || text.charAt(at) != '[') {
            return at;
        }
        at++;
        while (at < text.length() && (text.charAt(at) < '@' || text.charAt(at) > '~')) {
            at++;
        }
        return Math.min(at + 1, text.length());
    }
}
