package dev.firn.build;

import dev.firn.history.Side;
import dev.firn.snapshot.Layer;
import java.io.IOException;

/// Looks at a build between its steps, and may end it there.
public interface Watch {

    /// Lets everything pass.
    Watch NONE =
            new Watch() {
                @Override
                public boolean passes(String step, Side side, Standing standing) {
                    return true;
                }

                @Override
                public void failed(String step, Standing standing, Layer layer) {}
            };

    /// Is told before and after each step, also of one that was in the cache or has nothing to do.
    ///
    /// @return whether the build goes on
    boolean passes(String step, Side side, Standing standing)
            throws IOException, InterruptedException;

    /// Is told of the step that ends the build.
    ///
    /// @param standing what the step stood on
    /// @param layer what it left behind
    void failed(String step, Standing standing, Layer layer)
            throws IOException, InterruptedException;
}
