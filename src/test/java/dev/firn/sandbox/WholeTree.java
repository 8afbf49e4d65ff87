package dev.firn.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/// Removes what a run leaves behind: directories without write permission, odd names, links to
/// anywhere. Fails if anything is still mounted there.
public final class WholeTree implements TempDirDeletionStrategy {

    @Override
    public DeletionResult delete(
            Path directory, AnnotatedElementContext element, ExtensionContext extension)
            throws IOException {
        try {
            Host.delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return DeletionResult.builder(directory).build();
    }
}
