package dev.firn.bash.mention;

/// Goes through the identifiers of a piece of shell code and looks at what is around them. It does
/// not parse: an identifier in a comment or a message counts as well.
final class Words {

    private final String text;
    private int start;
    private int end;

    Words(String text) {
        this.text = text;
    }

    /// Steps to the next identifier.
    boolean next() {
        int at = end;
        while (at < text.length() && !startsName(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return false;
        }
        start = at;
        while (at < text.length() && isName(text.charAt(at))) {
            at++;
        }
        end = at;
        return true;
    }

    int start() {
        return start;
    }

    String word() {
        return text.substring(start, end);
    }

    /// Whether it is a literal on the right side of a comparison: `= word ]`, `== "word" &&`.
    boolean isCompared() {
        int left = start - (charAt(start - 1) == '"' ? 1 : 0);
        int right = end + (charAt(end) == '"' ? 1 : 0);
        int operator = left;
        while (isBlank(charAt(operator - 1))) {
            operator--;
        }
        int before = operator - 1;
        if (charAt(before) != '=') {
            return false;
        }
        if (charAt(before - 1) == '=' || charAt(before - 1) == '!') {
            before--;
        }
        if (!isBlank(charAt(before - 1))) {
            return false;
        }
        while (isBlank(charAt(right))) {
            right++;
        }
        char next = charAt(right);
        return (next == ']' || ((next == '&' || next == '|') && charAt(right + 1) == next))
                && !isInArithmetic(before);
    }

    /// Whether `((` was opened earlier in the line: a word is the name of a variable there.
    private boolean isInArithmetic(int from) {
        int open = text.lastIndexOf("((", from);
        return open >= 0
                && text.lastIndexOf('\n', from) < open
                && text.lastIndexOf("))", from) < open;
    }

    /// Whether it touches a `/`, `.` or `-` and is not the name of an expansion.
    boolean isInPath() {
        boolean ofEnvironment = charAt(start - 1) == '.' && isEnv(start - 4);
        return !isExpanded()
                && !ofEnvironment
                && (touches(charAt(start - 1)) || touches(charAt(end)));
    }

    private boolean isEnv(int at) {
        return at >= 0 && text.regionMatches(true, at, "env", 0, 3);
    }

    /// Whether it stands as a word of its own, which may be called, or is expanded twice (`${!x`).
    boolean isCalled() {
        char before = charAt(start - 1);
        char after = charAt(end);
        if (before == '!' && charAt(start - 2) == '{' && charAt(start - 3) == '$') {
            return true;
        }
        boolean named = isName(before) || "$!{#".indexOf(before) >= 0 || touches(before);
        return !named && after != '/' && after != '-' && !isAssigned();
    }

    /// Whether it is only assigned to, tested for having a value (`-z "$x"`, `-n "${x-}"`), or
    /// compared with a word (`"${x-y}" = y`). Elsewhere its value may go anywhere.
    boolean isTested() {
        if (isAssigned()) {
            return true;
        }
        int left = start - 1;
        boolean braced = charAt(left) == '{';
        left -= braced ? 1 : 0;
        if (charAt(left) != '$') {
            return false;
        }
        int right = end;
        if (braced) {
            right += charAt(right) == ':' ? 1 : 0;
            right = charAt(right) == '-' ? wordEnd(right + 1) : right;
            if (charAt(right) != '}') {
                return false;
            }
            right++;
        }
        left--;
        if (charAt(left) == '"' && charAt(right) == '"') {
            left--;
            right++;
        }
        boolean hasValue =
                isBlank(charAt(left))
                        && (charAt(left - 1) == 'n' || charAt(left - 1) == 'z')
                        && charAt(left - 2) == '-'
                        && isBlank(charAt(right));
        return hasValue || (isBlank(charAt(left)) && isComparedWithWord(right));
    }

    /// Whether ` = word` or ` == "word"` comes next.
    private boolean isComparedWithWord(int from) {
        int at = from;
        while (isBlank(charAt(at))) {
            at++;
        }
        if (at == from || charAt(at) != '=') {
            return false;
        }
        at += charAt(at + 1) == '=' ? 2 : 1;
        if (!isBlank(charAt(at))) {
            return false;
        }
        while (isBlank(charAt(at))) {
            at++;
        }
        boolean quoted = charAt(at) == '"';
        int stop = wordEnd(quoted ? at + 1 : at);
        if (quoted && charAt(stop) != '"') {
            return false;
        }
        char after = charAt(quoted ? stop + 1 : stop);
        return (isBlank(after) || after == ']') && stop > at;
    }

    /// After a name that is only looked at or assigned: steps over the word of `${name-word}` or of
    /// `name=word`.
    void skipDefaultOrAssigned() {
        if (isAssigned()) {
            end = wordEnd(end + 1);
            return;
        }
        int at = end;
        if (charAt(start - 1) == '{' && charAt(start - 2) == '$') {
            if (charAt(at) == ':') {
                at++;
            }
            if ("-=+".indexOf(charAt(at)) >= 0) {
                int stop = wordEnd(at + 1);
                if (charAt(stop) == '}') {
                    end = stop;
                }
            }
        }
    }

    /// Whether it is the left side of an assignment of a plain word.
    private boolean isAssigned() {
        if (charAt(end) != '=' || charAt(start - 1) == '$' || isName(charAt(start - 1))) {
            return false;
        }
        int stop = wordEnd(end + 1);
        char after = charAt(stop);
        return stop > end + 1 && (after == 0 || after == ';' || isBlank(after));
    }

    private boolean isExpanded() {
        char before = charAt(start - 1);
        if (before == '!' || before == '#') {
            return charAt(start - 2) == '{' || charAt(start - 2) == '$';
        }
        return before == '$' || (before == '{' && charAt(start - 2) == '$');
    }

    private int wordEnd(int from) {
        int at = from;
        while (isName(charAt(at))) {
            at++;
        }
        return at;
    }

    private char charAt(int at) {
        return at >= 0 && at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean touches(char c) {
        return c == '/' || c == '.' || c == '-';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n';
    }

    private static boolean startsName(char c) {
        return isName(c) && !(c >= '0' && c <= '9');
    }

    private static boolean isName(char c) {
        char letter = (char) (c | 0x20);
        return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
}
