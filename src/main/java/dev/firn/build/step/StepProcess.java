package dev.firn.build.step;

import java.io.IOException;
import java.util.SortedSet;

/// The process of a step, or of several that cannot be parted. Closing it ends it.
public interface StepProcess extends AutoCloseable {

    /// Waits until the process has ended, or pauses after a step.
    ///
    /// @param index the place in the plan of the step that runs
    StepEnd await(int index) throws IOException, InterruptedException;

    /// Lets a paused process go on.
    ///
    /// @param text what bash reads next
    void goOn(String text) throws IOException;

    /// Names that were to be revealed to the process and that it had meanwhile given a meaning of
    /// its own.
    SortedSet<String> clashes() throws IOException;

    @Override
    void close() throws IOException;
}
