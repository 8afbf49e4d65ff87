package dev.firn.recipe;

import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.Variable;
import dev.firn.bash.script.Dump;
import dev.firn.bash.script.DumpScript;
import dev.firn.bash.script.FunctionCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a builder script is going to do, learned by running it up to its call of `genericBuild`.
///
/// @param fresh the shell's state there: everything a step can see comes from it
/// @param steps in the order in which `genericBuild` would run them
/// @param skips which of them stdenv leaves out
/// @param hasRunPhase whether this stdenv has the function `runPhase`
/// @param origins the file that each function was read from
public record Plan(
        ShellState fresh,
        List<Step> steps,
        SkipRules skips,
        boolean hasRunPhase,
        Map<String, String> origins)
        implements Planning {

    /// In [StepScript#OUT]: the state after the setup.
    public static final String STATE = "setup";

    /// Where stdenv lists all exported variables as a phase begins, from what that phase sees;
    /// relative to the root.
    public static final String ENVIRONMENT_DUMP = "build/env-vars";

    /// Files that list variables; of some that are hidden from a step there is nothing in them.
    public static final List<String> LISTS =
            List.of(ENVIRONMENT_DUMP, "build/.attrs.sh", "build/.attrs.json");

    private static final String SAID = "plan";

    private static final Pattern OF_ITS_FUNCTION =
            Pattern.compile("\\b(return|local|declare|typeset)\\b");

    public Plan {
        steps = List.copyOf(steps);
        origins = Map.copyOf(origins);
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
    /// @throws IOException when the files cannot be read
    public static Planning read(Path out) throws IOException {
        PlanFile file = PlanFile.read(out.resolve(SAID));
        if (!file.unsplit().isEmpty()) {
            return new Unsplit(file.unsplit());
        }
        if (file.steps().isEmpty()) {
            return new Unsplit("genericBuild has no phases");
        }
        if (!Dump.isComplete(out.resolve(STATE))) {
            return new Unsplit("the shell cannot write its state down");
        }
        Dump dump = Dump.read(out.resolve(STATE));
        if (!dump.obstacles().isEmpty()) {
            return new Unsplit(String.join("; ", dump.obstacles()));
        }
        ShellState fresh = dump.state();
        Optional<ShellFunction> runPhase = fresh.function("runPhase");
        if (runPhase.isEmpty() && sharesOneFunction(fresh, file.steps())) {
            return new Unsplit("a phase's text uses the function that all phases run in");
        }
        Optional<ShellFunction> decides = runPhase.or(() -> fresh.function("genericBuild"));
        SkipRules skips = SkipRules.in(decides.map(ShellFunction::text).orElse(""));
        return new Plan(fresh, file.steps(), skips, runPhase.isPresent(), file.origins());
    }

    /// Without `runPhase` the text of a phase is evaluated in `genericBuild` itself: `return` ends
    /// all phases, and what it declares is still there in the next ones.
    private static boolean sharesOneFunction(ShellState fresh, List<Step> steps) {
        for (Step step : steps) {
            Optional<Variable> text = fresh.variable(step.name());
            if (text.isPresent() && OF_ITS_FUNCTION.matcher(text.get().text()).find()) {
                return true;
            }
        }
        return false;
    }
}
