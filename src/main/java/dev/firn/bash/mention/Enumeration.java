package dev.firn.bash.mention;

import java.util.Set;
import java.util.regex.Pattern;

/// Finds code that lists all variables or functions of the shell: nothing can be hidden from it.
///
/// What a child process does with its environment is not looked at.
public final class Enumeration {

    /// Commands that list something when they are given no names.
    private static final Set<String> LISTING =
            Set.of("declare", "typeset", "set", "env", "printenv", "export", "readonly");

    /// After these words, and after these chars, a command begins.
    private static final Set<String> BEFORE_COMMAND =
            Set.of(
                    "then", "do", "else", "elif", "if", "while", "until", "builtin", "command",
                    "exec", "eval", "time", "xargs", "nice");

    private static final String BEFORE_COMMAND_CHARS = "\n;&|({`!";
    private static final String OF_A_SHELL = "-c ";
    private static final String END_OF_COMMAND = "\n;&|)`}";

    /// make prints all its variables, which come from the environment.
    private static final String DATA_BASE = "--print-data-base";

    private static final Pattern DATA_BASE_OF_MAKE =
            Pattern.compile("\\bmake\\b[^\n;&|]*\\s-[a-zA-Z]*p[a-zA-Z]*(?![\\w-])");

    private final String text;
    private int at;
    private char opening;

    private Enumeration(String text) {
        this.text = text;
    }

    /// The first idiom found, such as `declare -p` or `${!prefix*}`; empty when there is none.
    public static String in(String text) {
        String prefix = prefixExpansion(text);
        if (!prefix.isEmpty()) {
            return prefix;
        }
        if (text.contains(DATA_BASE) || DATA_BASE_OF_MAKE.matcher(text).find()) {
            return "make " + DATA_BASE;
        }
        if (text.contains("/environ")) {
            return "/proc/self/environ";
        }
        // On its own it is a name that a loop has come to.
        if (text.contains("env-vars") && !text.equals("env-vars")) {
            return "env-vars";
        }
        return new Enumeration(text).listing();
    }

    /// Whether a text may have an idiom of which no word is one that [#hasPartOf] knows.
    static boolean mayBeIn(String text) {
        return text.contains("${!");
    }

    /// Whether an idiom may be around a word of a text.
    static boolean hasPartOf(String word) {
        return LISTING.contains(word)
                || word.equals("compgen")
                || word.equals("environ")
                || word.equals("make");
    }

    private static String prefixExpansion(String text) {
        int from = text.indexOf("${!");
        while (from >= 0) {
            int end = from + 3;
            while (isName(charOf(text, end))) {
                end++;
            }
            char kind = charOf(text, end);
            if ((kind == '*' || kind == '@') && charOf(text, end + 1) == '}' && end > from + 3) {
                return text.substring(from, end + 2);
            }
            from = text.indexOf("${!", end);
        }
        return "";
    }

    private String listing() {
        while (at < text.length()) {
            if (!isName(charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            while (isName(charAt(at))) {
                at++;
            }
            int length = at - start;
            if (length < 3 || length > 8) {
                continue;
            }
            String word = text.substring(start, at);
            boolean compgen = word.equals("compgen");
            if ((compgen || LISTING.contains(word)) && isCommand(start)) {
                String idiom = compgen ? completion() : withoutNames(word);
                if (!idiom.isEmpty()) {
                    return idiom;
                }
            }
        }
        return "";
    }

    private boolean isCommand(int start) {
        opening = 0;
        int before = start - 1;
        while (charAt(before) == ' ' || charAt(before) == '\t') {
            before--;
        }
        if (before < 0 || BEFORE_COMMAND_CHARS.indexOf(charAt(before)) >= 0) {
            return true;
        }
        if (isQuote(charAt(before))) {
            // sh -c 'export'
            boolean ofAShell = text.startsWith(OF_A_SHELL, before - OF_A_SHELL.length());
            opening = ofAShell ? charAt(before) : 0;
            return ofAShell;
        }
        int end = before + 1;
        while (isName(charAt(before))) {
            before--;
        }
        return end < start && BEFORE_COMMAND.contains(text.substring(before + 1, end));
    }

    /// The command and its options, if it is given nothing else.
    private String withoutNames(String command) {
        StringBuilder idiom = new StringBuilder(command);
        char after = charAt(at);
        if (after != 0
                && " \t<>".indexOf(after) < 0
                && END_OF_COMMAND.indexOf(after) < 0
                && !isClosing(after)) {
            return "";
        }
        while (true) {
            skipBlanksAndRedirections();
            char c = charAt(at);
            // find -exec env \;
            boolean escaped = c == '\\' && charAt(at + 1) == ';';
            if (c == 0 || END_OF_COMMAND.indexOf(c) >= 0 || escaped || isClosing(c)) {
                return idiom.toString();
            }
            boolean option = c == '-' && !command.equals("set") && !text.startsWith("-i", at);
            if (!option) {
                return "";
            }
            idiom.append(' ').append(argument());
        }
    }

    private String completion() {
        int end = at;
        while (end < text.length() && END_OF_COMMAND.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String arguments = text.substring(at, end);
        at = end;
        for (String lister :
                new String[] {" -v", " -e", "variable", "arrayvar", "export", "function"}) {
            if (arguments.contains(lister)) {
                return "compgen" + arguments.stripTrailing();
            }
        }
        return "";
    }

    private void skipBlanksAndRedirections() {
        while (true) {
            while (charAt(at) == ' ' || charAt(at) == '\t') {
                at++;
            }
            int operator = at;
            while (charAt(operator) >= '0' && charAt(operator) <= '9') {
                operator++;
            }
            if (charAt(operator) == '&' && charAt(operator + 1) == '>') {
                operator++;
            }
            if (charAt(operator) != '<' && charAt(operator) != '>') {
                return;
            }
            at = operator;
            while (at < text.length() && "<>&|".indexOf(charAt(at)) >= 0) {
                at++;
            }
            while (charAt(at) == ' ') {
                at++;
            }
            argument();
        }
    }

    private String argument() {
        int start = at;
        while (at < text.length()
                && charAt(at) != ' '
                && charAt(at) != '\t'
                && END_OF_COMMAND.indexOf(charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private char charAt(int index) {
        return charOf(text, index);
    }

    private static char charOf(String text, int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : 0;
    }

    /// Whether it ends the text in which the command is all that there is.
    private boolean isClosing(char c) {
        return c != 0 && c == opening;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private static boolean isName(char c) {
        char letter = (char) (c | 0x20);
        return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
}
