package dev.firn.recipe;

import dev.firn.bash.Setting;
import dev.firn.bash.Setting.Kind;
import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.script.Quoting;
import dev.firn.bash.script.RestoreScript;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The bash texts by which somebody enters the state of a build.
///
/// In a shell neither `set -e` nor a trap of the build is in force, so that a typo does not end it;
/// its function `strictly` runs a command under both. A single command runs as a step does, but
/// without the EXIT trap: its exit status is its own.
///
/// All texts are bytes, one char a byte.
public final class VisitScript {

    /// The function of a shell that runs a command as a step does.
    public static final String STRICTLY = "strictly";

    /// Bash that has no controlling terminal and leads a session gets the terminal on its standard
    /// input by opening it anew, and then becomes the program that its arguments name.
    public static final String TAKE_TERMINAL = "exec 3<>/proc/self/fd/0 3>&-; exec \"$0\" \"$@\"";

    /// Where a shell is whose own directory is gone.
    private static final String HOME = "/build";

    private static final Set<String> TRAPS_OF_A_BUILD = Set.of("EXIT", "ERR", "DEBUG", "RETURN");

    private VisitScript() {}

    /// What an interactive shell reads before its first prompt.
    ///
    /// @param state of the build; none when only its environment is known
    /// @param prompt what the prompt begins with
    /// @param pausing whether a build waits for it: only a status that was typed ends the build
    public static String interactive(Optional<ShellState> state, String prompt, boolean pausing) {
        String last = StepScript.resource("visit.bash").replace("@prompt@", prompted(prompt));
        return entered(state) + last + (pausing ? StepScript.resource("pause.bash") : "");
    }

    /// What a shell that reads commands from standard input reads before them, by way of BASH_ENV.
    public static String piped(Optional<ShellState> state) {
        return "unset -v BASH_ENV\n" + entered(state);
    }

    /// A script that runs the command in its arguments.
    public static String command(Optional<ShellState> state) {
        String run = StepScript.resource("command.bash");
        if (state.isEmpty()) {
            return "\"$@\"\n";
        }
        ShellState quiet = without(state.get(), Set.of(), Set.of("EXIT"));
        RestoreScript restore = RestoreScript.orIn(HOME, quiet);
        return "__firn_command=(\"$@\")\n" + restore.text() + "{ " + restore.enter() + run + "}\n";
    }

    private static String entered(Optional<ShellState> state) {
        if (state.isEmpty()) {
            return "";
        }
        ShellState soft = without(state.get(), Set.of("errexit"), TRAPS_OF_A_BUILD);
        RestoreScript restore = RestoreScript.orIn(HOME, soft);
        StringBuilder text = new StringBuilder(restore.text());
        if (state.get().function(STRICTLY).isEmpty()) {
            text.append(STRICTLY).append("() (\n");
            text.append(RestoreScript.of(state.get()).enter());
            text.append("\"$@\"\n__firn_status=$?\n");
            text.append("\\builtin trap - EXIT\n\\builtin exit \"$__firn_status\"\n)\n");
        }
        return text.append("{ ").append(restore.enter()).append("}\n").toString();
    }

    private static ShellState without(ShellState state, Set<String> options, Set<String> traps) {
        SortedMap<Setting, Value> settings = new TreeMap<>(state.settings());
        options.forEach(option -> settings.remove(Kind.OPTION.of(option)));
        traps.forEach(trap -> settings.remove(Kind.TRAP.of(trap)));
        return new ShellState(state.variables(), state.functions(), settings);
    }

    /// Bash expands a prompt, so it gets nothing that means anything to it.
    private static String prompted(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean harmless = c > ' ' && c < 0x7f && "\\$`!'\"".indexOf(c) < 0;
            plain.append(harmless || c == ' ' ? c : '?');
        }
        return Quoting.quote(plain.toString());
    }
}
