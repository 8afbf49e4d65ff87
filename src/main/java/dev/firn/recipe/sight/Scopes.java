package dev.firn.recipe.sight;

import dev.firn.problem.Problem;
import dev.firn.recipe.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the user says about variables: steps before the named one do not see the variable, whatever
/// their code mentions, so an edit of it runs nothing before that step.
///
/// @param steps the first step that sees a variable, by the variable's name
public record Scopes(SortedMap<String, String> steps) {

    public static final Scopes NONE = new Scopes(new TreeMap<>());

    public Scopes {
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
    }

    /// @param plan every step
    /// @throws Problem when a variable is for a step that is not among them
    public void check(List<Step> plan) {
        List<String> names = new ArrayList<>();
        for (Step step : plan) {
            names.add(step.name());
        }
        for (Map.Entry<String, String> scope : steps.entrySet()) {
            if (!names.contains(scope.getValue())) {
                throw new Problem(
                        Problem.Kind.USAGE,
                        scope.getKey() + " is for a step that this build does not have",
                        "there is no '"
                                + scope.getValue()
                                + "', the steps are "
                                + String.join(", ", names),
                        "correct the scope: --scope, or firn.toml");
            }
        }
    }

    /// Variables that a step does not see.
    ///
    /// @param index the place of the step in the plan
    /// @param plan every step; a scope whose step is not among them hides nothing
    SortedSet<String> hiddenFrom(int index, List<Step> plan) {
        SortedSet<String> hidden = new TreeSet<>();
        for (Map.Entry<String, String> scope : steps.entrySet()) {
            for (int later = index + 1; later < plan.size(); later++) {
                if (plan.get(later).name().equals(scope.getValue())) {
                    hidden.add(scope.getKey());
                }
            }
        }
        return hidden;
    }
}
