package dev.firn.build.room;

import dev.firn.linux.FileCalls;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Makes what scripts in the sandbox write their state into.
final class DumpPlaces {

    private DumpPlaces() {}

    /// A folder for each dump with the fifo on which it waits, and fifos of other use.
    static void make(Path out, List<String> dumps, List<String> fifos) throws IOException {
        try (FileCalls calls = new FileCalls()) {
            for (String dump : dumps) {
                PrivateDirectory.make(out.resolve(dump));
                calls.fifo(out.resolve(dump + ".fifo"));
            }
            for (String fifo : fifos) {
                calls.fifo(out.resolve(fifo));
            }
        }
    }
}
