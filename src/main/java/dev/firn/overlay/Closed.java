package dev.firn.overlay;

import dev.firn.linux.PathBytes;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/// Reads files that their owner has closed to itself, as builders do (`install -m 0111`): in a user
/// namespace of its own the owner is root over them. Nix's daemon has no such trouble.
final class Closed {

    /// The X keeps the shell from dropping a newline at the end of the path.
    private static final String SCRIPT = "p=$(printf '%bX' \"$1\"); exec cat -- \"${p%X}\"";

    private Closed() {}

    static InputStream open(Path file) throws IOException {
        Process cat =
                new ProcessBuilder(
                                "unshare",
                                "--user",
                                "--map-root-user",
                                "sh",
                                "-c",
                                SCRIPT,
                                "sh",
                                PathBytes.octal(PathBytes.of(file)))
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectError(Redirect.DISCARD)
                        .start();
        return new Content(cat, file);
    }

    /// Ends with an error, not with half of the file, when the child fails.
    private static final class Content extends FilterInputStream {

        private final Process cat;
        private final Path file;

        Content(Process cat, Path file) {
            super(cat.getInputStream());
            this.cat = cat;
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            return checked(super.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return checked(super.read(buffer, offset, length));
        }

        private int checked(int result) throws IOException {
            if (result < 0) {
                try {
                    if (cat.waitFor() != 0) {
                        throw new IOException("could not read " + file);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while reading " + file, e);
                }
            }
            return result;
        }

        @Override
        public void close() throws IOException {
            super.close();
            cat.destroy();
        }
    }
}
