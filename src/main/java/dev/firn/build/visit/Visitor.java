package dev.firn.build.visit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/// Who enters a state.
public interface Visitor {

    /// Whether somebody sits at the terminal of this process and can be asked.
    boolean atTerminal();

    /// What a program on that terminal writes to.
    OutputStream screen();

    /// Gets one line to read.
    void note(String line);

    /// Is about to enter.
    void arrives(Arrival arrival);

    /// Has left, and what was changed is thrown away.
    void loses(Changes changes);

    /// Has left, at a terminal, and says what becomes of the changes.
    ///
    /// @param choices among which
    /// @throws InterruptedException also when the visitor wants no more of it
    Leaving leaves(Changes changes, Set<Leaving> choices) throws IOException, InterruptedException;
}
