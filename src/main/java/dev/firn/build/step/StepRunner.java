package dev.firn.build.step;

import dev.firn.nix.path.StorePath;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Skeleton;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Starts the processes of steps.
public interface StepRunner {

    /// What to start.
    ///
    /// @param first the place in the plan of the first step that the process runs
    /// @param script what bash reads
    /// @param files what Nix lays into the build directory, by name
    /// @param inputs that the process sees
    record Start(
            int first,
            String script,
            SortedMap<String, byte[]> files,
            SortedSet<StorePath> inputs) {
        public Start {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
            inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
        }
    }

    /// The mount points of a process that sees these inputs.
    Skeleton skeleton(SortedSet<StorePath> inputs) throws IOException;

    /// Runs a script in the build's sandbox, on top of a scratch.
    ///
    /// @param output is given what the process prints, as it comes
    StepProcess start(Scratch scratch, Start start, OutputStream output) throws IOException;
}
