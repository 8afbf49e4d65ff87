package dev.firn.bash.script;

import dev.firn.bash.ShellState;
import dev.firn.linux.Confined;
import dev.firn.linux.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a [DumpScript] wrote.
///
/// @param obstacles why no other process can go on from this state, as sentences without a full
///     stop; empty when one can
public record Dump(ShellState state, List<String> obstacles) {

    public Dump {
        obstacles = List.copyOf(obstacles);
    }

    /// Reads a dump. Only a dump that was written to its end can be read: see [#isComplete].
    ///
    /// @throws IOException also when the dump is incomplete or was tampered with
    public static Dump read(Path directory) throws IOException {
        if (!isComplete(directory)) {
            throw new IOException("the shell's state was not written to the end");
        }
        // The process may still be there, and the directory is its own.
        Confined files = new Confined(directory.resolveSibling(".").normalize());
        String name = PathBytes.name(directory);
        List<String> obstacles = new ArrayList<>();
        Optional<String> listed = files.find(name + "/obstacles");
        if (listed.isPresent()) {
            new Fields(listed.get()).rest(obstacles);
        }
        try {
            return new Dump(new DumpReader(files, name).state(), obstacles);
        } catch (RuntimeException e) {
            throw new IOException("the shell's state makes no sense", e);
        }
    }

    /// Whether the dump was written to its end. It was not when the shell was killed, when the disk
    /// was full, or when the build replaced the command `builtin`.
    public static boolean isComplete(Path directory) {
        return Files.exists(directory.resolve("end"));
    }
}
