package dev.firn.recipe.environment;

import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import java.util.Set;

/// The names of outputs, each of which is a variable that holds the output's path.
public final class Outputs {

    static final String OUT = "out";

    /// The usual ones. In `lib/` or `/dev/null` they are no mention of the variable, and one that a
    /// step does not mention may be hidden from it.
    public static final Set<String> NAMES =
            Set.of(
                    OUT, "dev", "bin", "lib", "man", "doc", "info", "include", "static", "devdoc",
                    "devman", "debug", "dist", "py", "data");

    private Outputs() {}

    /// Whether the derivation has `out` and no other output.
    public static boolean isOnlyOut(ShellState state) {
        Variable outputs = state.variables().get("outputs");
        if (outputs == null) {
            return true;
        }
        return switch (outputs.value()) {
            case Value.Unset() -> true;
            case Value.Scalar(String text) -> text.strip().equals(OUT);
            case Value.Indexed list ->
                    list.elements().size() == 1 && list.elements().containsValue(OUT);
            case Value.Associative map -> map.elements().keySet().equals(Set.of(OUT));
        };
    }
}
