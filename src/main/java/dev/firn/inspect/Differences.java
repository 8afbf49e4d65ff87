package dev.firn.inspect;

import dev.firn.history.StepChange;
import dev.firn.overlay.TreeChange;
import dev.firn.overlay.TreeVisitor;
import java.io.IOException;

/// Is told where two states differ.
public interface Differences extends TreeVisitor<TreeChange> {

    /// Which states they are; comes first.
    void between(StepChange states) throws IOException;
}
