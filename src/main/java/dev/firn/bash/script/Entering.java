package dev.firn.bash.script;

import dev.firn.bash.Setting;
import dev.firn.bash.Setting.Kind;
import dev.firn.bash.ShellState;
import dev.firn.bash.SpecialVariables;
import dev.firn.bash.Value;
import java.util.List;
import java.util.Map;

/// Writes the part of a state that changes how bash reads and runs what follows.
final class Entering {

    /// On in a new shell.
    private static final List<String> ON_AT_START =
            List.of("braceexpand", "hashall", "interactive-comments");

    /// They print what is read or run, so they come after all that the build did not write.
    private static final List<String> TRACING = List.of("verbose", "xtrace");

    private final ShellState state;
    private final StringBuilder out = new StringBuilder(4000);

    Entering(ShellState state) {
        this.state = state;
    }

    String text() {
        shopt();
        traps();
        options();
        for (String name : SpecialVariables.OPTIONS) {
            state.variable(name).ifPresent(option -> VariableText.append(name, option, out));
        }
        disabled();
        tracing();
        return out.toString();
    }

    /// All of them, so that it does not matter what a version of bash starts with. Two can only be
    /// read; to turn off a compatibility level would change BASH_COMPAT.
    private void shopt() {
        StringBuilder on = new StringBuilder("\\builtin shopt -s");
        StringBuilder off = new StringBuilder("\\builtin shopt -u");
        for (Map.Entry<Setting, Value> entry : state.settings().entrySet()) {
            String name = entry.getKey().name();
            if (entry.getKey().kind() != Kind.SHOPT
                    || name.equals("login_shell")
                    || name.equals("restricted_shell")) {
                continue;
            }
            if (entry.getValue().equals(new Value.Scalar("on"))) {
                on.append(' ').append(name);
            } else if (!name.startsWith("compat")) {
                off.append(' ').append(name);
            }
        }
        out.append(off).append('\n').append(on).append('\n');
    }

    private void traps() {
        state.settings()
                .forEach(
                        (setting, value) -> {
                            if (setting.kind() == Kind.TRAP && !setting.name().equals("DEBUG")) {
                                trap(setting.name(), value);
                            }
                        });
    }

    private void trap(String signal, Value value) {
        out.append("\\builtin trap -- ");
        Quoting.quote(value instanceof Value.Scalar(String command) ? command : "", out);
        out.append(' ').append(signal).append('\n');
    }

    private void options() {
        for (String option : ON_AT_START) {
            if (!isOn(option)) {
                out.append("\\builtin set +o ").append(option).append('\n');
            }
        }
        for (Setting setting : state.settings().keySet()) {
            String option = setting.name();
            if (setting.kind() == Kind.OPTION
                    && !ON_AT_START.contains(option)
                    && !TRACING.contains(option)) {
                out.append("\\builtin set -o ").append(option).append('\n');
            }
        }
    }

    private void disabled() {
        StringBuilder names = new StringBuilder();
        for (Setting setting : state.settings().keySet()) {
            if (setting.kind() == Kind.DISABLED) {
                names.append(' ').append(setting.name());
            }
        }
        if (!names.isEmpty()) {
            out.append("\\builtin enable -n").append(names).append('\n');
        }
    }

    private void tracing() {
        Value debug = state.settings().get(Kind.TRAP.of("DEBUG"));
        boolean tracing = isOn("verbose") || isOn("xtrace");
        if (tracing) {
            out.append("{\n");
            for (String option : TRACING) {
                if (isOn(option)) {
                    out.append("\\builtin set -o ").append(option).append('\n');
                }
            }
        }
        if (debug != null) {
            trap("DEBUG", debug);
        }
        if (tracing) {
            out.append("} 2>/dev/null\n");
        }
    }

    private boolean isOn(String option) {
        return state.settings().containsKey(Kind.OPTION.of(option));
    }
}
