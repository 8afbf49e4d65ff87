package dev.firn.recipe.sight;

import dev.firn.recipe.Step;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// What the user says about variables: steps before the named one do not see the variable, whatever
/// their code mentions, so an edit of it runs nothing before that step.
///
/// @param steps the first step that sees a variable, by the variable's name
public record Scopes(SortedMap<String, String> steps) {

    public static final Scopes NONE = new Scopes(new TreeMap<>());

    public Scopes {
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
    }

    /// The same with other words for the steps.
    public Scopes named(UnaryOperator<String> name) {
        SortedMap<String, String> named = new TreeMap<>();
        steps.forEach((variable, step) -> named.put(variable, name.apply(step)));
        return new Scopes(named);
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
