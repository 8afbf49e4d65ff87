package dev.firn.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A directory for a probe's files, gone with all in it when closed.
record Workplace(Path path) implements AutoCloseable {

    static Workplace in(Path place) throws IOException {
        return new Workplace(Files.createTempDirectory(place, ".firn-doctor-"));
    }

    Path directory(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    /// By `rm`: an overlay and a sandbox leave directories, one in another, that nobody may enter.
    @Override
    public void close() throws IOException {
        String script = "chmod -R u+rwx -- \"$1\"; exec rm -rf -- \"$1\"";
        try {
            Attempt.of("sh", "-c", script, "sh", path.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
