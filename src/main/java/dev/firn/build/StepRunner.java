package dev.firn.build;

import dev.firn.snapshot.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.util.SortedMap;

/// Starts the processes of steps.
public interface StepRunner {

    /// Runs a script in the build's sandbox, on top of a scratch.
    ///
    /// @param first the place in the plan of the first step that the process runs
    /// @param script what bash reads
    /// @param files what Nix lays into the build directory, by name
    /// @param output is given what the process prints, as it comes
    StepProcess start(
            Scratch scratch,
            int first,
            String script,
            SortedMap<String, byte[]> files,
            OutputStream output)
            throws IOException;
}
