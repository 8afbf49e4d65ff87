package dev.firn.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A command that was run to see whether it works.
///
/// @param output all that it wrote, without blank ends
record Attempt(int code, String output) {

    private static final int NOT_FOUND = 127;

    static Attempt of(Path directory, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(directory.toFile()).redirectErrorStream(true);
        builder.redirectInput(new File("/dev/null")).environment().put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Attempt(NOT_FOUND, String.valueOf(e.getMessage()));
        }
        byte[] output = process.getInputStream().readAllBytes();
        return new Attempt(process.waitFor(), new String(output, StandardCharsets.UTF_8).strip());
    }

    static Attempt of(String... command) throws IOException, InterruptedException {
        return of(Path.of("/"), List.of(command));
    }

    boolean worked() {
        return code == 0;
    }

    boolean found() {
        return code != NOT_FOUND;
    }
}
