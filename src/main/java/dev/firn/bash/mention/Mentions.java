package dev.firn.bash.mention;

import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The names that code can reach by mentioning them: from some names, through the texts of the
/// functions and the values of the variables they name, on to the names in those.
///
/// @param parents every reached name with the name whose text or value mentions it; a root is its
///     own parent. Names of neither functions nor variables are among them
/// @param masked names of phases that are tested or assigned, but not called
/// @param dynamic reached names whose text or value can come to names that are not written in it,
///     with the idiom by which it does
/// @param enumerated reached names whose text or value lists all variables or functions, with the
///     idiom it uses: nothing can be hidden from such code
public record Mentions(
        SortedMap<String, String> parents,
        SortedSet<String> masked,
        SortedMap<String, String> dynamic,
        SortedMap<String, String> enumerated) {

    public Mentions {
        dynamic = Collections.unmodifiableSortedMap(new TreeMap<>(dynamic));
        parents = Collections.unmodifiableSortedMap(new TreeMap<>(parents));
        masked = Collections.unmodifiableSortedSet(new TreeSet<>(masked));
        enumerated = Collections.unmodifiableSortedMap(new TreeMap<>(enumerated));
    }

    /// Everything reached from these names in this state.
    ///
    /// @param texts for a function, the text to read in place of its own; empty for one that
    ///     reaches nothing
    /// @param readings kept from one search to the next
    public static Mentions of(
            ShellState state,
            Collection<String> roots,
            Map<String, String> texts,
            Readings readings) {
        return new Search(state, roots, texts, readings).run();
    }

    public boolean reaches(String name) {
        return parents.containsKey(name);
    }

    /// How a reached name is reached: itself, what mentions it, and so on up to a root.
    public List<String> path(String name) {
        List<String> path = new ArrayList<>();
        String at = name;
        while (parents.containsKey(at) && !path.contains(at)) {
            path.add(at);
            at = parents.get(at);
        }
        return path;
    }

    private static final class Search {

        private final ShellState state;
        private final Collection<String> roots;
        private final Map<String, String> texts;
        private final Readings readings;
        private final Map<String, String> parents = new HashMap<>();
        private final SortedSet<String> masked = new TreeSet<>();
        private final SortedMap<String, String> dynamic = new TreeMap<>();
        private final SortedMap<String, String> enumerated = new TreeMap<>();
        private final Deque<String> open = new ArrayDeque<>();

        Search(
                ShellState state,
                Collection<String> roots,
                Map<String, String> texts,
                Readings readings) {
            this.state = state;
            this.roots = roots;
            this.texts = texts;
            this.readings = readings;
        }

        Mentions run() {
            for (String root : roots) {
                reach(root, root);
            }
            while (!open.isEmpty()) {
                follow(open.remove());
            }
            masked.removeAll(parents.keySet());
            return new Mentions(new TreeMap<>(parents), masked, dynamic, enumerated);
        }

        private void follow(String name) {
            ShellFunction function = state.functions().get(name);
            if (function != null) {
                read(name, texts.getOrDefault(name, function.text()));
                if (!readings.rules().known().contains(name)) {
                    search(name, function.text());
                }
            }
            Variable variable = state.variables().get(name);
            if (variable != null) {
                for (String text : variable.value().texts()) {
                    read(name, text);
                    search(name, text);
                }
            }
            for (MentionRules.DerivedName derived : readings.rules().derived()) {
                if (name.endsWith(derived.without())
                        && state.variables().containsKey(derived.from(name))) {
                    reach(derived.from(name), name);
                }
            }
        }

        private void read(String name, String text) {
            Readings.Reading reading = readings.of(text, roots);
            if (!reading.idiom().isEmpty()) {
                enumerated.put(name, reading.idiom());
            }
            for (String word : reading.reached()) {
                reach(word, name);
            }
            masked.addAll(reading.masked());
        }

        private void search(String name, String text) {
            String idiom = readings.dynamic(text);
            if (!idiom.isEmpty()) {
                dynamic.put(name, idiom);
            }
        }

        private void reach(String name, String parent) {
            if (parents.putIfAbsent(name, parent) == null) {
                open.add(name);
            }
        }
    }
}
