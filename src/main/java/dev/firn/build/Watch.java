package dev.firn.build;

import dev.firn.snapshot.Layer;
import java.io.IOException;
import java.util.List;

/// Looks at a build between its steps, and may end it there.
public interface Watch {

    /// Lets everything pass.
    Watch NONE =
            new Watch() {
                @Override
                public boolean before(String step, Standing standing) {
                    return true;
                }

                @Override
                public boolean after(List<String> steps, Standing standing) {
                    return true;
                }

                @Override
                public void failed(List<String> steps, Standing standing, Layer layer) {}
            };

    /// Is told before each step that is not joined to the one before it, also of one that is in
    /// the cache or has nothing to do.
    ///
    /// @return whether the build goes on
    boolean before(String step, Standing standing) throws IOException, InterruptedException;

    /// Is told after each step, also of one that was in the cache or has nothing to do.
    ///
    /// @param steps the step; several where they were joined, with no state between them
    /// @return whether the build goes on
    boolean after(List<String> steps, Standing standing) throws IOException, InterruptedException;

    /// Is told of the step that ends the build.
    ///
    /// @param steps the step, after those that it was joined to
    /// @param standing what they stood on
    /// @param layer what they left behind
    void failed(List<String> steps, Standing standing, Layer layer)
            throws IOException, InterruptedException;
}
