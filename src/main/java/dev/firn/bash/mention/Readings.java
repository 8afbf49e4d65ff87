package dev.firn.bash.mention;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What texts mention, each read once: the steps of a build reach mostly the same functions.
public final class Readings {

    private final MentionRules rules;
    private final Map<String, Reading> known = new HashMap<>();

    public Readings(MentionRules rules) {
        this.rules = rules;
    }

    /// What one text mentions.
    ///
    /// @param idiom by which it lists all variables or functions; empty if it does not
    /// @param masked phases that it looks at or assigns to, but does not call
    record Reading(String idiom, List<String> reached, List<String> masked) {
        Reading {
            reached = List.copyOf(reached);
            masked = List.copyOf(masked);
        }
    }

    MentionRules rules() {
        return rules;
    }

    /// @param roots of the search: phases among them are mentioned like any other name
    Reading of(String text, Collection<String> roots) {
        Reading before = known.get(text);
        if (before != null) {
            return before;
        }
        Set<String> reached = new LinkedHashSet<>();
        List<String> masked = new ArrayList<>();
        boolean namesPhases = false;
        Words words = new Words(text);
        while (words.next()) {
            String word = words.word();
            if (rules.notFollowed().contains(word) || words.isCompared()) {
                continue;
            }
            boolean phase = rules.phases().contains(word);
            namesPhases |= phase;
            if (phase && !roots.contains(word)) {
                if (words.isCalled()) {
                    reached.add(word);
                } else {
                    masked.add(word);
                    words.skipDefaultOrAssigned();
                }
            } else if (!rules.pathWords().contains(word) || !words.isInPath()) {
                reached.add(word);
            }
        }
        Reading reading = new Reading(Enumeration.in(text), List.copyOf(reached), masked);
        if (!namesPhases) {
            known.put(text, reading);
        }
        return reading;
    }
}
