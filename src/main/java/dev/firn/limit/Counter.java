package dev.firn.limit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Counters of the kernel in files with a name and a number on each line.
final class Counter {

    private static final Path MACHINE = Path.of("/proc/vmstat");

    private Counter() {}

    /// Processes that the kernel has ended for lack of memory since the machine runs, in control
    /// groups too.
    static long oomKills() {
        return of(MACHINE, "oom_kill");
    }

    /// @return 0 where the kernel does not count that
    static long of(Path file, String name) {
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(name + ' ')) {
                    return Long.parseLong(line.substring(name.length() + 1).strip());
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }
}
