package dev.firn.bash;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a step changed in the state it saw. Only names that differ are in it.
///
/// [Setting.Kind#SECONDS] is never in it: it says when, not what.
public record StateDelta(
        SortedMap<String, Change<Variable>> variables,
        SortedMap<String, Change<ShellFunction>> functions,
        SortedMap<Setting, Change<Value>> settings) {

    public StateDelta {
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
        functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /// @param seen what the step's process restored: without all that was hidden from it
    /// @param after what it dumped at its end
    public static StateDelta between(ShellState seen, ShellState after) {
        SortedMap<Setting, Change<Value>> settings = changes(seen.settings(), after.settings());
        settings.remove(Setting.Kind.SECONDS.only());
        return new StateDelta(
                changes(seen.variables(), after.variables()),
                changes(seen.functions(), after.functions()),
                settings);
    }

    public boolean isEmpty() {
        return variables.isEmpty() && functions.isEmpty() && settings.isEmpty();
    }

    /// Does to a fresh state what the step did to the state it saw.
    ///
    /// A name that is in the fresh state as the step saw it, or already as the step left it, takes
    /// the new value. So does a name of [SpecialVariables#LAST_WRITER_WINS] and every setting.
    /// Anything else takes the new value too and is a conflict: the step wrote something that it
    /// did not see as it is now. The merged state is then not what a whole build would have, and
    /// the step must run again with that name visible.
    public Merge applyTo(ShellState fresh) {
        return applyTo(fresh, Set.of());
    }

    /// The same for a step that did not see some lists and added words in front of them: where such
    /// a list was absent for the step and is not, the words go in front of what it holds. A string
    /// is continued, an array gets more elements; the two do not mix.
    ///
    /// @param prepended names of these lists
    public Merge applyTo(ShellState fresh, Set<String> prepended) {
        SortedMap<String, Variable> mergedVariables = new TreeMap<>(fresh.variables());
        SortedMap<String, ShellFunction> mergedFunctions = new TreeMap<>(fresh.functions());
        SortedMap<Setting, Value> mergedSettings = new TreeMap<>(fresh.settings());
        SortedSet<String> conflicts = apply(variables, mergedVariables);
        for (String name : prepended) {
            Optional<Variable> whole = prepended(name, fresh);
            if (whole.isPresent() && conflicts.remove(name)) {
                mergedVariables.put(name, whole.get());
            }
        }
        conflicts.removeAll(SpecialVariables.LAST_WRITER_WINS);
        SortedSet<String> conflictingFunctions = apply(functions, mergedFunctions);
        apply(settings, mergedSettings);
        return new Merge(
                new ShellState(mergedVariables, mergedFunctions, mergedSettings),
                conflicts,
                conflictingFunctions);
    }

    private Optional<Variable> prepended(String name, ShellState fresh) {
        Change<Variable> change = variables.get(name);
        Optional<Variable> present = fresh.variable(name);
        if (change == null
                || change.before().isPresent()
                || change.after().isEmpty()
                || present.isEmpty()) {
            return Optional.empty();
        }
        Value front = change.after().get().value();
        Value back = present.get().value();
        String flags = present.get().flags();
        if (front instanceof Value.Scalar(String first)
                && back instanceof Value.Scalar(String rest)) {
            return Optional.of(new Variable(flags, new Value.Scalar(first + rest)));
        }
        if (front instanceof Value.Indexed first && back instanceof Value.Indexed rest) {
            SortedMap<Long, String> elements = new TreeMap<>(first.elements());
            for (String element : rest.elements().values()) {
                elements.put(elements.isEmpty() ? 0 : elements.lastKey() + 1, element);
            }
            return Optional.of(new Variable(flags, new Value.Indexed(elements)));
        }
        return Optional.empty();
    }

    private static <K extends Comparable<K>, T> SortedMap<K, Change<T>> changes(
            SortedMap<K, T> before, SortedMap<K, T> after) {
        SortedMap<K, Change<T>> changes = new TreeMap<>();
        for (Map.Entry<K, T> entry : before.entrySet()) {
            T now = after.get(entry.getKey());
            if (!entry.getValue().equals(now)) {
                changes.put(
                        entry.getKey(),
                        new Change<>(Optional.of(entry.getValue()), Optional.ofNullable(now)));
            }
        }
        for (Map.Entry<K, T> entry : after.entrySet()) {
            if (!before.containsKey(entry.getKey())) {
                changes.put(
                        entry.getKey(),
                        new Change<>(Optional.empty(), Optional.of(entry.getValue())));
            }
        }
        return changes;
    }

    /// @return the names whose present value is neither the old nor the new one
    private static <K extends Comparable<K>, T> SortedSet<K> apply(
            SortedMap<K, Change<T>> changes, SortedMap<K, T> onto) {
        SortedSet<K> conflicts = new TreeSet<>();
        changes.forEach(
                (name, change) -> {
                    Optional<T> present = Optional.ofNullable(onto.get(name));
                    if (!Objects.equals(present, change.before())
                            && !Objects.equals(present, change.after())) {
                        conflicts.add(name);
                    }
                    change.after()
                            .ifPresentOrElse(
                                    value -> onto.put(name, value), () -> onto.remove(name));
                });
        return conflicts;
    }
}
