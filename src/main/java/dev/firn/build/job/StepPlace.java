package dev.firn.build.job;

import dev.firn.problem.Problem;
import dev.firn.problem.Suggestion;
import dev.firn.recipe.Step;
import java.util.List;
import java.util.Optional;

/// Finds steps of a plan by the names that users give.
final class StepPlace {

    private StepPlace() {}

    /// The place of a step among the steps of a build.
    ///
    /// @param word its name, or the beginning of its name alone
    /// @throws Problem when there is no such step, or more than one
    static int of(List<Step> steps, String word) {
        List<String> names = steps.stream().map(Step::name).toList();
        if (names.contains(word)) {
            return names.indexOf(word);
        }
        List<String> begin =
                word.isEmpty()
                        ? List.of()
                        : names.stream().filter(name -> name.startsWith(word)).toList();
        if (begin.size() == 1) {
            return names.indexOf(begin.getFirst());
        }
        Optional<String> near = Suggestion.of(word, names);
        throw new Problem(
                Problem.Kind.USAGE,
                begin.isEmpty()
                        ? "there is no step '" + word + "'"
                        : "more than one step begins with '" + word + "'",
                names.size() == 1
                        ? "this build has the one step " + names.getFirst()
                        : "the steps of this build are " + String.join(", ", names),
                names.size() == 1
                        ? "leave the option out"
                        : near.isPresent()
                                ? "did you mean " + near.get() + "?"
                                : "name one of them");
    }
}
