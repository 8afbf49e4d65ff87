package dev.firn.bash.mention;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds code that comes to names which are not written in it: code out of a file, code or a name
/// that is put together, a variable whose name is in another one, a list of all there are.
///
/// It is for code of which little is known, and rather says too much: such code sees everything.
final class Dynamic {

    /// Where a command can begin.
    private static final String COMMAND =
            "(?:^|[\\n;&|({)`]|\\$\\(|\\b(?:then|else|elif|do|if|while|until|time|builtin|command|exec)"
                    + "\\s|\\w=\\S*[ \\t])\\s*!?\\s*";

    private static final String OUTPUT =
            "output(?:Dev|Bin|Lib|Include|Doc|Devdoc|Man|Devman|Info)\\b";

    /// They take names, each word one.
    private static final String TAKERS =
            "runHook|runOneHook|_callImplicitHook|_eval|concatTo|concatStringsSep|unset|export"
                    + "|readonly|declare|typeset|local|printenv|type|getenv";

    /// They take one name.
    private static final String TAKERS_OF_ONE =
            "appendToVar|prependToVar|mapfile|readarray|printf[ \\t]+-v|\\[\\[?[ \\t]+-v|test[ \\t]+-v";

    /// A word that begins like a name and goes on with something else's value.
    private static final String PUT_TOGETHER = "[\"']?\\w*(?:\\$[\\w{(]|\\{\\w*,|\\{\\}\\w)";

    /// A variable that is given a name put together, and called.
    private static final Pattern CALLED_TOGETHER =
            Pattern.compile(
                    "\\b(\\w+)=[\"']?\\w+\\$\\{?\\w(?s:.{0,2000}?)"
                            + COMMAND
                            + "[\"']?\\$\\{?\\1\\b(?!/)",
                    Pattern.MULTILINE);

    /// A shell that runs what another command says.
    private static final String FROM_INPUT =
            "\\|&?\\s*(?:\\S+/)?(?:ba|da|k|z|)sh(?:[ \\t]+-\\w+)*[ \\t]*(?:$|[\\n;&|)>])"
                    + "|\\b(?:ba|da|k|z|)sh[ \\t]+(?:-\\w+[ \\t]+)*(?:<\\(|[\"']?\\$\\()";

    private static final List<Pattern> IDIOMS =
            List.of(
                    Pattern.compile("\\beval\\b"),
                    Pattern.compile(
                            COMMAND + "\\\\?(?:source(?=[\\s\"'$])|\\.(?=[ \\t]+[\\w\"'$/.~<]))"),
                    Pattern.compile(
                            "\\b(?:declare|local|typeset)[ \\t]+(?:-\\w+[ \\t]+)*-\\w*n\\w*[ \\t]+"
                                    + "(?:-\\w+[ \\t]+)*\\w++(?:=[^\\s;]*\\$|(?!=))"),
                    Pattern.compile(
                            "(?<![\\w-])(?:"
                                    + TAKERS
                                    + ")[ \\t](?:[^\\n;|&<>=()]*[ \\t])?"
                                    + PUT_TOGETHER),
                    Pattern.compile("(?<![\\w-])(?:" + TAKERS_OF_ONE + ")[ \\t]+" + PUT_TOGETHER),
                    Pattern.compile(COMMAND + "[\"']?(?:\\w+\\$\\{?\\w|\\$\\{\\w+\\}\\w)"),
                    Pattern.compile(
                            "(?:^|[\\s/\"'(`}])(?:env|printenv|cmake[ \\t]+-E[ \\t]+environment)"
                                    + "(?:[ \\t]+(?:-u[ \\t]+\\w+|-\\S+|\\w+=[^\\s|>;&]*))*"
                                    + "(?=\\s*(?:[|>;&)\\n`\"']|$))"),
                    Pattern.compile("\\[\\[?[^\\]\\n]*\\s-v[ \\t]+" + PUT_TOGETHER),
                    Pattern.compile("\\\\\\$\\{?\\$"),
                    // 'echo $'$kind'Flags'
                    Pattern.compile("\\$['\"]\\$[\\w{]"),
                    CALLED_TOGETHER,
                    Pattern.compile(FROM_INPUT),
                    Pattern.compile("\\b(?:export|declare|typeset)[ \\t]+-p(?![ \\t]+\\w)"),
                    Pattern.compile("(?:^|[\\s\"'(`;])set(?=[ \\t]*(?:[|>)\"']|$))"),
                    Pattern.compile(
                            "%ENV\\b(?!\\{)|\\$ENV(?:\\{\\s*[^\\w\\s'\"]|(?![\\w{]))|in ENVIRON\\b"
                                    + "|environb?(?![\\w'\"-]|\\s*\\[\\s*['\"]|\\.(?:get|pop|setdefault)\\("
                                    + "\\s*['\"])"
                                    + "|process\\.env(?!\\.\\w|\\w|\\[\\s*['\"])"));

    private static final Pattern INDIRECT =
            Pattern.compile("\\$\\{!(?!" + OUTPUT + "|\\w+\\[[@*]\\]\\})(\\w+)");

    /// After `for x in`: the names of all outputs.
    private static final String OUTPUT_NAMES =
            "(?:\\$\\(getAllOutputNames\\)|\\$outputs|\"?\\$\\{!?outputs(?:\\[[@*]\\])?\\}\"?)\\s*[;\\n]";

    /// No idiom is without one of them; most values are.
    private static final List<String> SIGNS =
            List.of(
                    "$", "{", "eval", "source", ". ", ".\t", "env", "ENV", " -p", "\t-p", "set",
                    "n ", "|", "<(");

    private Dynamic() {}

    /// The first idiom found, such as `source` or `${!name`; empty when there is none.
    static String in(String text) {
        boolean worth = false;
        for (String sign : SIGNS) {
            worth |= text.contains(sign);
        }
        if (!worth) {
            return "";
        }
        for (Pattern idiom : IDIOMS) {
            Matcher matcher = idiom.matcher(text);
            if (matcher.find()) {
                return matcher.group().strip();
            }
        }
        return indirect(text);
    }

    /// `${!x}`, unless `x` goes over the outputs, which are there for all code.
    private static String indirect(String text) {
        Matcher matcher = INDIRECT.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            boolean output =
                    !text.contains(name + '=')
                            && Pattern.compile("\\bfor\\s+" + name + "\\s+in\\s+" + OUTPUT_NAMES)
                                    .matcher(text)
                                    .find();
            if (!output) {
                return matcher.group();
            }
        }
        return "";
    }
}
