package dev.firn.recipe;

import dev.firn.bash.Setting;
import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.script.DumpScript;
import dev.firn.bash.script.RestoreScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/// The bash text that runs a step.
///
/// The step, the dump and the end stand in one compound command, so that bash has parsed them all
/// before the step can change an alias or an option. The dump is a subshell: the step's own shell
/// keeps every option, trap and descriptor as the step left it. Where the dump says that the state
/// cannot be captured, the shell waits on a fifo for the next step's text and goes on with it.
///
/// All paths are those inside the sandbox; all texts are bytes, one char a byte.
public final class StepScript {

    /// Where firn puts scripts; read-only in the sandbox.
    public static final String IN = "/.firn/in";

    /// Where scripts put what they have to tell.
    public static final String OUT = "/.firn/out";

    /// In [#OUT]: the state when the shell ended on its own, by a failure or by `exit`.
    public static final String EXIT_STATE = "exit";

    /// In [#OUT]: the last word of the command at which the shell ended on its own.
    public static final String LAST_WORD = "word";

    /// In [#OUT]: the command at which the shell ended on its own.
    public static final String COMMAND = "command";

    /// In [#OUT]: exists while the shell waits for the text of the next step.
    public static final String PAUSED = "paused";

    /// In [#OUT]: the fifo on which the shell waits.
    public static final String GO = "go";

    /// In [#OUT]: names that could not be revealed to a running shell.
    public static final String CLASHES = "clashes";

    /// In [#IN]: the text of the next step.
    public static final String NEXT = "next";

    private static final Setting EXIT_TRAP = Setting.Kind.TRAP.of("EXIT");

    /// How a step's process goes on after it.
    public enum Ending {
        /// It ends, if the state can be captured; otherwise it waits for the next step.
        BOUNDARY,
        /// It waits for the next step.
        JOIN,
        /// The build ends with it, and the EXIT trap runs as in an ordinary build.
        LAST
    }

    private StepScript() {}

    /// In [#OUT]: the state after a step.
    ///
    /// @param index the step's place in the plan
    public static String stateAfter(int index) {
        return "after-" + index;
    }

    /// The whole script of a process: the state, and the first step.
    ///
    /// @param seen what the step may see
    public static String of(ShellState seen, String body) {
        RestoreScript restore = RestoreScript.of(seen);
        String trap = "\\builtin trap -- " + quote(wrapped(exitTrap(seen))) + " EXIT\n";
        String frame =
                resource("step.bash")
                        .replace("@command@", OUT + '/' + COMMAND)
                        .replace("@word@", OUT + '/' + LAST_WORD)
                        .replace("@exitdump@", dump(EXIT_STATE));
        return frame + restore.text() + "{ " + restore.enter() + trap + body + "}\n";
    }

    /// A step and what follows it, for use inside a compound command.
    ///
    /// @param index the step's place in the plan
    /// @param hasRunPhase whether stdenv has the function `runPhase`
    public static String body(Step step, int index, Ending ending, boolean hasRunPhase) {
        String run =
                switch (step) {
                    case Step.Phase phase -> phase(phase.name(), hasRunPhase);
                    case Step.Command _ -> "genericBuild\n";
                    case Step.Builder _ ->
                            throw new IllegalArgumentException("a builder is not run by a script");
                };
        return run + "(\n" + dump(stateAfter(index)) + "\n)" + end(ending);
    }

    /// What a dumped state looks like without the EXIT trap that a step runs under.
    ///
    /// @param seen the state that was restored for the step
    public static ShellState unwrapped(ShellState dumped, ShellState seen) {
        String own = exitTrap(seen);
        if (!exitTrap(dumped).equals(wrapped(own))) {
            return dumped;
        }
        SortedMap<Setting, Value> settings = new TreeMap<>(dumped.settings());
        settings.remove(EXIT_TRAP);
        if (seen.settings().containsKey(EXIT_TRAP)) {
            settings.put(EXIT_TRAP, new Value.Scalar(own));
        }
        return new ShellState(dumped.variables(), dumped.functions(), settings);
    }

    private static String exitTrap(ShellState state) {
        return state.setting(EXIT_TRAP).orElse(new Value.Unset()) instanceof Value.Scalar(String t)
                ? t
                : "";
    }

    /// In the branches of the condition `$?` is what the shell ended with, as the trap expects.
    private static String wrapped(String exitTrap) {
        if (exitTrap.isEmpty()) {
            return "__firn_exit \"$_\"";
        }
        return "if __firn_exit \"$_\"; then\n" + exitTrap + "\nelse\n" + exitTrap + "\nfi";
    }

    private static String phase(String name, boolean hasRunPhase) {
        if (hasRunPhase) {
            return "curPhase=" + quote(name) + "\nrunPhase \"$curPhase\"\n";
        }
        return "__firn_phases=$(\\builtin declare -p phases)\n\\builtin unset -v phases\nphases="
                + quote(name)
                + "\ngenericBuild\n\\builtin unset -v phases\n\\builtin eval \"$__firn_phases\"\n";
    }

    private static String end(Ending ending) {
        String pause =
                """
                : >%s/paused || { \\builtin trap - EXIT; \\builtin exit 1; }
                \\builtin read -r __firn_word <>%s/go
                \\builtin eval "$(<%s/next)"
                """
                        .formatted(OUT, OUT, IN);
        return switch (ending) {
            case BOUNDARY -> " && { \\builtin trap - EXIT; \\builtin exit 0; }\n" + pause;
            case JOIN -> " || :\n" + pause;
            case LAST -> " || :\n__firn_ended=1\n";
        };
    }

    /// A word that bash reads as exactly this text.
    public static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String dump(String name) {
        return DumpScript.text(OUT + "/" + name);
    }

    static String resource(String name) {
        try (InputStream in = StepScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
