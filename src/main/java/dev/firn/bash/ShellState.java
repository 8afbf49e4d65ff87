package dev.firn.bash;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that one bash process has to hand over to the next one so that the next can go on.
///
/// Not part of it: variables that bash keeps itself ([SpecialVariables]), names that begin with
/// `__firn_`, remembered command paths (`hash`), the position inside bundled `getopts` options,
/// the seed of `RANDOM`, `$?`, `$!` and `$_`.
public record ShellState(
        SortedMap<String, Variable> variables,
        SortedMap<String, ShellFunction> functions,
        SortedMap<Setting, Value> settings) {

    public ShellState {
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
        functions = Collections.unmodifiableSortedMap(new TreeMap<>(functions));
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    public Optional<Variable> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    public Optional<ShellFunction> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    public Optional<Value> setting(Setting name) {
        return Optional.ofNullable(settings.get(name));
    }

    /// The working directory, symbolic links included.
    public String directory() {
        return scalar(Setting.Kind.DIRECTORY.only());
    }

    /// What the environment of a process that restores this state must hold besides nothing:
    /// the entries whose names are no identifiers.
    public SortedMap<String, String> environ() {
        SortedMap<String, String> environ = new TreeMap<>();
        settings.forEach(
                (setting, value) -> {
                    if (setting.kind() == Setting.Kind.ENVIRON
                            && value instanceof Value.Scalar(String text)) {
                        environ.put(setting.name(), text);
                    }
                });
        return environ;
    }

    /// The same state with one variable set or replaced.
    public ShellState with(String name, Variable variable) {
        SortedMap<String, Variable> changed = new TreeMap<>(variables);
        changed.put(name, variable);
        return new ShellState(changed, functions, settings);
    }

    /// The same state with some variables and functions left out, as if they never existed.
    public ShellState without(
            Collection<String> hiddenVariables, Collection<String> hiddenFunctions) {
        SortedMap<String, Variable> keptVariables = new TreeMap<>(variables);
        for (String name : hiddenVariables) {
            keptVariables.remove(name);
        }
        SortedMap<String, ShellFunction> keptFunctions = new TreeMap<>(functions);
        for (String name : hiddenFunctions) {
            keptFunctions.remove(name);
        }
        return new ShellState(keptVariables, keptFunctions, settings);
    }

    private String scalar(Setting setting) {
        return settings.get(setting) instanceof Value.Scalar(String text) ? text : "";
    }
}
