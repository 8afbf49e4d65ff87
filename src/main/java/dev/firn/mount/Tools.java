package dev.firn.mount;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The programs that mount and unmount.
///
/// @param searchPath directories, as in `PATH`
record Tools(String searchPath) {

    /// How a program ended.
    ///
    /// @param said what it complained about
    record Ending(int status, String said) {

        boolean worked() {
            return status == 0;
        }
    }

    static Tools of(Map<String, String> environment) {
        return new Tools(environment.getOrDefault("PATH", ""));
    }

    Optional<Path> find(String name) {
        for (String directory : searchPath.split(File.pathSeparator)) {
            if (directory.startsWith("/")) {
                Path program = Path.of(directory, name);
                if (Files.isRegularFile(program) && Files.isExecutable(program)) {
                    return Optional.of(program);
                }
            }
        }
        return Optional.empty();
    }

    /// Runs a program to its end; what it starts in the background may go on.
    ///
    /// @param directory in which it runs
    /// @param messages a file for what it complains about: a pipe would stay open in the background
    Ending run(Path directory, Path messages, List<String> words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(words);
        String name = words.getFirst();
        if (!name.startsWith("/")) {
            Optional<Path> program = find(name);
            if (program.isEmpty()) {
                return new Ending(127, name + ": not found");
            }
            command.set(0, program.get().toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", searchPath);
        environment.put("LC_ALL", "C");
        // The newer way to mount takes 255 bytes a value.
        environment.put("LIBMOUNT_FORCE_MOUNT2", "always");
        Process process =
                builder.redirectInput(new File("/dev/null"))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(messages.toFile())
                        .start();
        int status;
        try {
            status = process.waitFor();
        } catch (InterruptedException e) {
            // It must not mount anything once the caller has begun to clean up.
            process.destroyForcibly().onExit().join();
            throw e;
        }
        String said = Files.readString(messages, StandardCharsets.ISO_8859_1).strip();
        return new Ending(status, said);
    }
}
