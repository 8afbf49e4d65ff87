package dev.firn.cli.command;

import dev.firn.problem.Problem;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/// `--scope VAR=STEP`, the same in every command that looks at keys.
final class ScopeWords {

    private ScopeWords() {}

    static void describe(CommandSpec spec) {
        spec.addOption(
                Words.values(
                        "1",
                        "VAR=STEP",
                        "Hide this variable from the steps before STEP.",
                        "--scope"));
    }

    /// @return the first step that sees a variable, by the variable's name
    static SortedMap<String, String> scopes(Words words) {
        SortedMap<String, String> scopes = new TreeMap<>();
        for (String scope : words.all("--scope")) {
            int equals = scope.indexOf('=');
            if (equals < 1 || equals == scope.length() - 1) {
                throw new Problem(
                        Problem.Kind.USAGE,
                        "--scope needs VAR=STEP",
                        "not " + scope,
                        "for example --scope FOO=installPhase");
            }
            scopes.put(scope.substring(0, equals), scope.substring(equals + 1));
        }
        return scopes;
    }
}
