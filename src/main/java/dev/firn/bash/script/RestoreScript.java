package dev.firn.bash.script;

import dev.firn.bash.Setting;
import dev.firn.bash.Setting.Kind;
import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.SpecialVariables;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import java.util.Collection;
import java.util.Map;

/// Bash text that gives a new shell a state.
///
/// The shell must have been started with `--norc --noprofile` and an environment of nothing but
/// [ShellState#environ]. Its exit status is [#NO_DIRECTORY] when the working directory of the state
/// cannot be entered.
///
/// @param text the first lines of the script
/// @param enter what changes how bash reads and runs the rest: shell options, traps, disabled
///     builtins. It belongs at the start of the compound command that follows, so that the command
///     has been parsed before aliases count, is not echoed by `set -v`, and is under no trap before
///     its time.
public record RestoreScript(String text, String enter) {

    /// Exit status of a shell that could not enter the working directory.
    public static final int NO_DIRECTORY = 97;

    public static RestoreScript of(ShellState state) {
        return new Writer(state, "exit " + NO_DIRECTORY).write();
    }

    /// The same for a shell that goes on elsewhere when the working directory cannot be entered.
    ///
    /// @param directory where
    public static RestoreScript orIn(String directory, ShellState state) {
        return new Writer(state, "cd -- " + Quoting.quote(directory)).write();
    }

    /// Restores the state as if the hidden names had never been there.
    public static RestoreScript of(
            ShellState state,
            Collection<String> hiddenVariables,
            Collection<String> hiddenFunctions) {
        return of(state.without(hiddenVariables, hiddenFunctions));
    }

    /// Both parts, for a shell in which nothing follows that must be protected.
    public String whole() {
        return text + enter;
    }

    private record Writer(ShellState state, String otherwise, StringBuilder out) {

        /// @param otherwise what to do when the working directory cannot be entered
        Writer(ShellState state, String otherwise) {
            this(state, otherwise, new StringBuilder(1 << 17));
        }

        RestoreScript write() {
            out.append("shopt -s extglob\n");
            directory();
            variables();
            settings();
            functions();
            zero();
            return new RestoreScript(out.toString(), new Entering(state).text());
        }

        /// Before the variables, because `cd` assigns PWD and OLDPWD.
        private void directory() {
            out.append("cd -L -- ");
            Quoting.quote(state.directory(), out);
            out.append(" || ").append(otherwise).append('\n');
            if (state.settings().get(Kind.STACK.only()) instanceof Value.Indexed stack) {
                for (long i = stack.elements().lastKey(); i >= 0; i--) {
                    out.append("pushd -n ");
                    Quoting.quote(stack.elements().getOrDefault(i, ""), out);
                    out.append(" >/dev/null\n");
                }
            }
            out.append("unset -v");
            for (String name : SpecialVariables.MADE_AT_START) {
                out.append(' ').append(name);
            }
            out.append('\n');
        }

        /// References come after what they may refer to. An assignment to a locale's variable
        /// complains when there is no such locale: the build has seen that message already.
        private void variables() {
            StringBuilder late = new StringBuilder();
            for (Map.Entry<String, Variable> entry : state.variables().entrySet()) {
                String name = entry.getKey();
                if (SpecialVariables.OPTIONS.contains(name)) {
                    continue;
                }
                boolean last = entry.getValue().has('n') || SpecialVariables.isLate(name);
                VariableText.append(name, entry.getValue(), last ? late : out);
            }
            if (!late.isEmpty()) {
                out.append("{\n").append(late).append("} 2>/dev/null\n");
            }
        }

        private void settings() {
            state.settings().forEach(this::setting);
        }

        private void setting(Setting setting, Value value) {
            String text = value instanceof Value.Scalar(String scalar) ? scalar : "";
            switch (setting.kind()) {
                case UMASK -> out.append("umask ").append(text).append('\n');
                case SECONDS -> out.append("SECONDS=").append(text).append('\n');
                case ALIAS -> {
                    out.append("alias -- ");
                    Quoting.quote(setting.name() + "=" + text, out);
                    out.append('\n');
                }
                case SOFT_LIMIT -> limit(setting.name(), text);
                case EXPORTED -> out.append("export ").append(setting.name()).append('\n');
                case DROPPED -> out.append("unset -v ").append(setting.name()).append('\n');
                case DIRECTORY,
                        STACK,
                        ZERO,
                        ARGUMENTS,
                        SHOPT,
                        OPTION,
                        TRAP,
                        DISABLED,
                        HARD_LIMIT,
                        ENVIRON -> {}
            }
        }

        /// A limit that may not be raised again stays as it is. Soft first, so that the hard one is
        /// never below it; then soft again, in case it had to wait for the hard one.
        private void limit(String letter, String soft) {
            Setting name = Kind.HARD_LIMIT.of(letter);
            String hard =
                    state.settings().get(name) instanceof Value.Scalar(String text) ? text : soft;
            if (hard.equals(soft)) {
                limit("-" + letter, soft, "\n");
            } else {
                limit("-S -" + letter, soft, "; ");
                limit("-H -" + letter, hard, "; ");
                limit("-S -" + letter, soft, "\n");
            }
        }

        private void limit(String option, String value, String end) {
            out.append("ulimit ").append(option).append(' ').append(value);
            out.append(" 2>/dev/null").append(end);
        }

        /// From here on a builtin may be a function of the build.
        private void functions() {
            for (ShellFunction function : state.functions().values()) {
                out.append(function.text());
            }
            state.functions()
                    .forEach(
                            (name, function) -> {
                                if (!function.flags().isEmpty()) {
                                    out.append("\\builtin declare -f").append(function.flags());
                                    out.append(" -- ").append(name).append('\n');
                                }
                            });
        }

        private void zero() {
            if (state.settings().get(Kind.ZERO.only()) instanceof Value.Scalar(String zero)) {
                out.append("BASH_ARGV0=");
                Quoting.quote(zero, out);
                out.append('\n');
            }
            out.append("\\builtin set --");
            if (state.settings().get(Kind.ARGUMENTS.only()) instanceof Value.Indexed arguments) {
                for (String argument : arguments.elements().values()) {
                    out.append(' ');
                    Quoting.quote(argument, out);
                }
            }
            out.append('\n');
        }
    }
}
