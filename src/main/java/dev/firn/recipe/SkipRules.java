package dev.firn.recipe;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When stdenv leaves a phase out, read from the text of its own `runPhase` (or, in older versions,
/// `genericBuild`): lines like `if [[ "$curPhase" = checkPhase && -z "${doCheck:-}" ]]`.
///
/// A condition that is not recognised is no rule: the phase is then run, and stdenv decides.
public final class SkipRules {

    private static final Pattern RULE =
            Pattern.compile(
                    "\\[\\[? \"?\\$\\{?curPhase\\}?\"? ==? \"?(\\w+)\"? && "
                            + "(-[nz]) \"?\\$\\{(\\w+):?-\\}\"? \\]\\]?");

    private record Rule(String variable, boolean skippedWhenSet) {}

    private final Map<String, Rule> rules;

    private SkipRules(Map<String, Rule> rules) {
        this.rules = rules;
    }

    /// @param function the text of the function, as `declare -f` prints it
    public static SkipRules in(String function) {
        Map<String, Rule> rules = new HashMap<>();
        Matcher matcher = RULE.matcher(function);
        while (matcher.find()) {
            boolean skippedWhenSet = "-n".equals(matcher.group(2));
            rules.put(matcher.group(1), new Rule(matcher.group(3), skippedWhenSet));
        }
        return new SkipRules(Map.copyOf(rules));
    }

    /// The function's text without the names of phases and variables in its rules.
    public String without(String function) {
        return RULE.matcher(function).replaceAll("");
    }

    /// The variable that decides about a phase, or nothing.
    public Optional<String> toggle(String phase) {
        return Optional.ofNullable(rules.get(phase)).map(Rule::variable);
    }

    /// Whether stdenv would leave out a phase.
    ///
    /// @param isSet tells whether a variable has a value that is not empty
    public boolean skips(String phase, Predicate<String> isSet) {
        Rule rule = rules.get(phase);
        return rule != null && isSet.test(rule.variable()) == rule.skippedWhenSet();
    }
}
