package dev.firn.bash.mention;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/// What texts mention, each read once: the steps of a build reach mostly the same functions.
public final class Readings {

    private final MentionRules rules;
    private final Map<String, Reading> known = new HashMap<>();
    private final Map<String, String> dynamic = new HashMap<>();

    public Readings(MentionRules rules) {
        this.rules = rules;
    }

    /// What one text mentions.
    ///
    /// @param idiom by which it can come to all variables or functions; empty if it cannot
    /// @param masked phases that it tests or assigns to, but does not call
    record Reading(String idiom, List<String> reached, List<String> masked) {
        Reading {
            reached = List.copyOf(reached);
            masked = List.copyOf(masked);
        }
    }

    /// The idiom by which a text can come to names that are not written in it; empty if it has
    // none.
    String dynamic(String text) {
        return dynamic.computeIfAbsent(text, this::searched);
    }

    private String searched(String text) {
        Matcher further = rules.dynamic().matcher(text);
        return further.find() ? further.group() : Dynamic.in(rules.reading().apply(text));
    }

    /// Whether a text can come to names that are not written in it, or to all.
    public boolean comesToAll(String text) {
        return !dynamic(text).isEmpty() || !Enumeration.in(text).isEmpty();
    }

    MentionRules rules() {
        return rules;
    }

    /// @param roots of the search: phases among them are mentioned like any other name
    Reading of(String whole, Collection<String> roots) {
        Reading before = known.get(whole);
        if (before != null) {
            return before;
        }
        String text = rules.reading().apply(whole);
        Set<String> reached = new LinkedHashSet<>();
        List<String> masked = new ArrayList<>();
        boolean namesPhases = false;
        boolean lists = Enumeration.mayBeIn(text);
        String runner = "";
        Words words = new Words(text);
        while (words.next()) {
            String word = words.word();
            lists |= Enumeration.hasPartOf(word);
            if (rules.notFollowed().contains(word) || words.isCompared()) {
                continue;
            }
            if (rules.runners().contains(word)) {
                // The text of a function begins with its own name.
                if (words.start() > 0 && runner.isEmpty()) {
                    runner = word;
                }
                continue;
            }
            boolean phase = rules.phases().contains(word);
            namesPhases |= phase;
            if (phase && !roots.contains(word)) {
                if (words.isCalled() || !words.isTested()) {
                    reached.add(word);
                } else {
                    masked.add(word);
                    words.skipDefaultOrAssigned();
                }
            } else if (!rules.pathWords().contains(word) || !words.isInPath()) {
                reached.add(word);
            }
        }
        String listing = lists ? Enumeration.in(text) : "";
        String idiom = listing.isEmpty() ? runner : listing;
        Reading reading = new Reading(idiom, List.copyOf(reached), masked);
        if (!namesPhases) {
            known.put(whole, reading);
        }
        return reading;
    }
}
