package dev.firn.sandbox;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What runs, as process 1 of its namespace.
///
/// @param executable absolute path in the sandbox
/// @param argv all arguments with the zeroth, which may differ from `executable`. Only bubblewrap
///     0.9 and newer can do that; an older one passes `executable`
/// @param environment the whole environment. `PWD` is set to `directory` whether it is in here or
///     not
/// @param directory where it starts
public record Program(
        String executable,
        List<String> argv,
        SortedMap<String, String> environment,
        String directory) {

    public Program {
        argv = List.copyOf(argv);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("no argument zero");
        }
        for (String name : environment.keySet()) {
            if (name.isEmpty() || name.contains("=")) {
                throw new IllegalArgumentException("not the name of a variable: " + name);
            }
        }
    }

    /// Whether argument zero is something else than the executable.
    boolean named() {
        return !argv.getFirst().equals(executable);
    }
}
