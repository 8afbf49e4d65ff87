package dev.firn.bash.script;

import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.Variable;
import java.util.Collection;

/// Bash text that gives a running shell, in the middle of a build, variables and functions of a
/// state that were hidden from it so far.
public final class RevealScript {

    private RevealScript() {}

    /// A compound command for use at top level. A name that the shell has meanwhile got by itself
    /// is left alone and added to the file: what ran so far wrote something it could not see, so
    /// the result is not what a whole build would have.
    ///
    /// @param state from which the names are taken; names it does not have are passed over
    /// @param clashes a file that need not exist; each name in it ends with a newline
    public static String of(
            ShellState state,
            Collection<String> variables,
            Collection<String> functions,
            String clashes) {
        StringBuilder out = new StringBuilder(1 << 14);
        out.append("{ __firn_shopt=()\n");
        for (String option : new String[] {"extglob", "expand_aliases"}) {
            out.append("if \\builtin shopt -q ").append(option);
            out.append("; then __firn_shopt+=(").append(option).append("); fi\n");
        }
        out.append("\\builtin shopt -s extglob; \\builtin shopt -u expand_aliases\n");
        for (String name : variables) {
            Variable variable = state.variables().get(name);
            if (variable != null) {
                guard("declare -p", name, clashes, out);
                VariableText.append(name, variable, out);
                out.append("fi\n");
            }
        }
        for (String name : functions) {
            ShellFunction function = state.functions().get(name);
            if (function != null) {
                guard("declare -F --", name, clashes, out);
                function(name, function, out);
                out.append("fi\n");
            }
        }
        out.append("\\builtin shopt -u extglob\n");
        out.append("\\builtin shopt -s \"${__firn_shopt[@]}\" >/dev/null; ");
        out.append("\\builtin unset -v __firn_shopt; }\n");
        return out.toString();
    }

    private static void guard(String test, String name, String clashes, StringBuilder out) {
        out.append("if \\builtin ").append(test).append(' ').append(name);
        out.append(" >/dev/null 2>&1; then \\builtin printf '%s\\n' ").append(name).append(" >>");
        Quoting.quote(clashes, out);
        out.append("; else\n");
    }

    /// Through `eval`, because the compound command is parsed before extglob is on.
    private static void function(String name, ShellFunction function, StringBuilder out) {
        out.append("\\builtin eval ");
        Quoting.quote(function.text(), out);
        out.append('\n');
        if (!function.flags().isEmpty()) {
            out.append("\\builtin declare -f").append(function.flags());
            out.append(" -- ").append(name).append('\n');
        }
    }
}
