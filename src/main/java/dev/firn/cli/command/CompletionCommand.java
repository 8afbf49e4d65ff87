package dev.firn.cli.command;

import dev.firn.cli.action.Actions;
import dev.firn.cli.console.Console;
import dev.firn.cli.request.Settings;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// `firn completion SHELL`.
public final class CompletionCommand implements Command {

    /// The shells that there is a script for.
    public static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Override
    public String summary() {
        return "Print what makes a shell complete the words of firn.";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.addPositional(
                Words.positionals(
                        "SHELL",
                        """
                        Which one. To have it in every shell, add to
                        ~/.bashrc   source <(firn completion bash)
                        ~/.zshrc    source <(firn completion zsh), after compinit
                        config.fish firn completion fish | source"""));
    }

    @Override
    public int run(Words words, Settings settings, Actions actions, Console console)
            throws IOException {
        List<String> typed = words.positional();
        if (typed.size() != 1 || !SHELLS.contains(typed.getFirst())) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    typed.isEmpty()
                            ? "which shell is not said"
                            : "there is no completion for " + String.join(" ", typed),
                    "it is one of " + String.join(", ", SHELLS),
                    "firn completion bash");
        }
        String script = "completion." + typed.getFirst();
        try (InputStream in = CompletionCommand.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + script);
            }
            console.result(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        return ExitCode.OK.status();
    }
}
