package dev.firn.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// firn in a process of its own, from the classes that are tested.
record Program(String classPath) {

    private static final List<String> LIBRARIES =
            List.of("/gson/", "/picocli/", "/night-config/", "/java-diff-utils/");

    /// For the user who runs the tests.
    static Program here() {
        return new Program(System.getProperty("java.class.path"));
    }

    /// For any user.
    ///
    /// @param checkout where this checkout is for that user
    /// @param jars a directory that everybody may enter; the libraries are copied there
    static Program forAll(Path checkout, Path jars) throws IOException {
        List<String> entries = new ArrayList<>();
        entries.add(checkout.resolve("target/classes").toString());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path file = Path.of(entry);
            if (LIBRARIES.stream().anyMatch(entry::contains)) {
                Path copy = jars.resolve(file.getFileName());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
                entries.add(copy.toString());
            }
        }
        return new Program(String.join(File.pathSeparator, entries));
    }

    List<String> command(String... words) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
        command.add("dev.firn.Main");
        command.addAll(List.of(words));
        return command;
    }
}
