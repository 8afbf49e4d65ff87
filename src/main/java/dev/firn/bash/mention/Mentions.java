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
        Map<String, String> parents,
        SortedSet<String> masked,
        SortedMap<String, String> dynamic,
        SortedMap<String, String> enumerated) {

    public Mentions {
        dynamic = Collections.unmodifiableSortedMap(new TreeMap<>(dynamic));
        parents = Collections.unmodifiableMap(new HashMap<>(parents));
        masked = Collections.unmodifiableSortedSet(new TreeSet<>(masked));
        enumerated = Collections.unmodifiableSortedMap(new TreeMap<>(enumerated));
    }

    /// Everything reached from these names in this state.
    ///
    /// @param texts what to read of functions
    /// @param readings kept from one search to the next
    public static Mentions of(
            ShellState state, Collection<String> roots, Texts texts, Readings readings) {
        return new Search(state, roots, texts, readings).run();
    }

    /// What to read of a function that is reached.
    @FunctionalInterface
    public interface Texts {

        /// The text of the function as it is.
        Texts WHOLE = (name, text) -> text;

        /// @param text of the function
        /// @return the same, or what to read in its place; empty for one that reaches nothing
        String of(String name, String text);
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

        private final Map<String, ShellFunction> functions;
        private final Map<String, Variable> variables;
        private final Map<String, List<String>> derived = new HashMap<>();
        private final Collection<String> roots;
        private final Texts texts;
        private final Readings readings;
        private final Map<String, String> parents = new HashMap<>();
        private final SortedSet<String> masked = new TreeSet<>();
        private final SortedMap<String, String> dynamic = new TreeMap<>();
        private final SortedMap<String, String> enumerated = new TreeMap<>();
        private final Deque<String> open = new ArrayDeque<>();

        Search(ShellState state, Collection<String> roots, Texts texts, Readings readings) {
            this.functions = new HashMap<>(state.functions());
            this.variables = new HashMap<>(state.variables());
            this.roots = roots;
            this.texts = texts;
            this.readings = readings;
            for (String variable : variables.keySet()) {
                for (MentionRules.DerivedName rule : readings.rules().derived()) {
                    if (variable.endsWith(rule.with())) {
                        derived.computeIfAbsent(rule.origin(variable), name -> new ArrayList<>())
                                .add(variable);
                    }
                }
            }
        }

        Mentions run() {
            for (String root : roots) {
                reach(root, root);
            }
            while (!open.isEmpty()) {
                follow(open.remove());
            }
            masked.removeAll(parents.keySet());
            return new Mentions(parents, masked, dynamic, enumerated);
        }

        private void follow(String name) {
            ShellFunction function = functions.get(name);
            if (function != null) {
                read(name, texts.of(name, function.text()));
                if (!readings.rules().known().contains(name)) {
                    search(name, function.text());
                }
            }
            Variable known = variables.get(name);
            if (known != null) {
                for (String text : known.value().texts()) {
                    read(name, text);
                    search(name, text);
                }
            }
            for (String variable : derived.getOrDefault(name, List.of())) {
                reach(variable, name);
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
