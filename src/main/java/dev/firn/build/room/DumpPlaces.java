package dev.firn.build.room;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes what scripts in the sandbox write their state into.
final class DumpPlaces {

    private DumpPlaces() {}

    /// A folder for each dump with the fifo on which it waits, and fifos of other use. The JDK
    /// cannot make a fifo.
    static void make(Path out, List<String> dumps, List<String> fifos) throws IOException {
        List<String> command = new ArrayList<>(List.of("mkfifo", "--"));
        for (String dump : dumps) {
            Files.createDirectory(out.resolve(dump));
            command.add(out.resolve(dump + ".fifo").toString());
        }
        for (String fifo : fifos) {
            command.add(out.resolve(fifo).toString());
        }
        Commands.run(command);
    }
}
