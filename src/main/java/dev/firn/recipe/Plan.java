package dev.firn.recipe;

import dev.firn.bash.Setting;
import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.script.Dump;
import dev.firn.bash.script.DumpScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a builder script is going to do, learned by running it up to its call of `genericBuild`.
///
/// @param fresh the shell's state there: everything a step can see comes from it
/// @param steps in the order in which `genericBuild` would run them
/// @param skips which of them stdenv leaves out
/// @param hasRunPhase whether this stdenv has the function `runPhase`
public record Plan(ShellState fresh, List<Step> steps, SkipRules skips, boolean hasRunPhase) {

    /// In [StepScript#OUT]: the state after the setup.
    public static final String STATE = "setup";

    private static final String SAID = "plan";

    public Plan {
        steps = List.copyOf(steps);
    }

    /// stdenv's setup script with what makes the builder script stop at `genericBuild`.
    ///
    /// @param setup the text of the real setup script; bytes, one char a byte
    public static String stoppingSetup(String setup) {
        String appended = StepScript.resource("plan.bash");
        return setup
                + appended.replace("@out@", StepScript.OUT)
                        .replace("@dump@", DumpScript.text(StepScript.OUT + '/' + STATE));
    }

    /// Whether the builder script came to its call of `genericBuild`.
    public static boolean wasStopped(Path out) {
        return Files.exists(out.resolve(SAID));
    }

    /// Reads what a run with [#stoppingSetup] left behind.
    ///
    /// @param out the folder that was `/.firn/out` in the sandbox
    /// @return nothing when the builder script cannot be taken apart there: it goes on after its
    ///     call of `genericBuild`, or the shell's state cannot be handed over
    /// @throws IOException when the files cannot be read
    public static Optional<Plan> read(Path out) throws IOException {
        PlanFile file = PlanFile.read(out.resolve(SAID));
        Dump dump = Dump.read(out.resolve(STATE));
        if (!file.unsplit().isEmpty() || !dump.obstacles().isEmpty() || file.steps().isEmpty()) {
            return Optional.empty();
        }
        ShellState fresh = withArguments(dump.state(), file.arguments());
        Optional<ShellFunction> runPhase = fresh.function("runPhase");
        Optional<ShellFunction> decides = runPhase.or(() -> fresh.function("genericBuild"));
        SkipRules skips = SkipRules.in(decides.map(ShellFunction::text).orElse(""));
        return Optional.of(new Plan(fresh, file.steps(), skips, runPhase.isPresent()));
    }

    /// The dump was made in a function, whose positional parameters are not the script's.
    private static ShellState withArguments(ShellState state, List<String> arguments) {
        SortedMap<Long, String> elements = new TreeMap<>();
        for (String argument : arguments) {
            elements.put(elements.size() + 1L, argument);
        }
        SortedMap<Setting, Value> settings = new TreeMap<>(state.settings());
        settings.put(Setting.Kind.ARGUMENTS.only(), new Value.Indexed(elements));
        return new ShellState(state.variables(), state.functions(), settings);
    }
}
