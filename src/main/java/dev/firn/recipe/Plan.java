package dev.firn.recipe;

import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.script.Dump;
import dev.firn.bash.script.DumpScript;
import dev.firn.bash.script.FunctionCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
        String dump =
                DumpScript.into(StepScript.OUT + '/' + STATE).with(FunctionCheck.EVERY).text();
        return setup + appended.replace("@out@", StepScript.OUT).replace("@dump@", dump);
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
        ShellState fresh = dump.state();
        Optional<ShellFunction> runPhase = fresh.function("runPhase");
        Optional<ShellFunction> decides = runPhase.or(() -> fresh.function("genericBuild"));
        SkipRules skips = SkipRules.in(decides.map(ShellFunction::text).orElse(""));
        return Optional.of(new Plan(fresh, file.steps(), skips, runPhase.isPresent()));
    }
}
