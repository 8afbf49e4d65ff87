package dev.firn.limit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where this process may make control groups.
///
/// @param memory the directory below which a group can limit memory
/// @param processes the same for the number of processes
/// @param unified whether they are of version 2, and the same
record ControlGroupPlace(Path memory, Path processes, boolean unified) {

    private static final String MEMORY = "memory";
    private static final String PROCESSES = "pids";

    static Optional<ControlGroupPlace> ofThisProcess() {
        try {
            List<String> own = lines("/proc/self/cgroup");
            List<String> mounts = lines("/proc/self/mounts");
            Optional<Path> unified = unified(own, mounts);
            if (unified.isPresent()) {
                return Optional.of(new ControlGroupPlace(unified.get(), unified.get(), true));
            }
            Optional<Path> memory = old(MEMORY, own, mounts);
            Optional<Path> processes = old(PROCESSES, own, mounts);
            return memory.isPresent() && processes.isPresent()
                    ? Optional.of(new ControlGroupPlace(memory.get(), processes.get(), false))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1);
    }

    /// The nearest group above this process that hands both controllers down. Its own does only if
    /// no process is in it, or if it is the topmost one.
    private static Optional<Path> unified(List<String> own, List<String> mounts)
            throws IOException {
        Optional<Path> top = mount(mounts, "cgroup2", "");
        Optional<String> path = path(own, "");
        if (top.isEmpty() || path.isEmpty()) {
            return Optional.empty();
        }
        Path at = top.get().resolve(path.get().substring(1)).normalize();
        for (; at.startsWith(top.get()); at = at.resolveSibling(".").normalize()) {
            Path handed = at.resolve("cgroup.subtree_control");
            if (Files.isWritable(at)
                    && Files.exists(handed)
                    && words(handed).containsAll(Set.of(MEMORY, PROCESSES))) {
                return Optional.of(at);
            }
            if (at.equals(top.get())) {
                break;
            }
        }
        return Optional.empty();
    }

    private static Set<String> words(Path file) throws IOException {
        return Set.of(Files.readString(file, StandardCharsets.ISO_8859_1).strip().split("\\s+"));
    }

    private static Optional<Path> old(String controller, List<String> own, List<String> mounts) {
        Optional<Path> top = mount(mounts, "cgroup", controller);
        Optional<String> path = path(own, controller);
        return top.isPresent() && path.isPresent()
                ? Optional.of(top.get().resolve(path.get().substring(1)).normalize())
                        .filter(Files::isWritable)
                : Optional.empty();
    }

    /// @param controller empty for version 2
    private static Optional<String> path(List<String> own, String controller) {
        for (String line : own) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3 && List.of(fields[1].split(",")).contains(controller)) {
                return Optional.of(fields[2]);
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> mount(List<String> mounts, String type, String option) {
        for (String line : mounts) {
            String[] fields = line.split(" ");
            if (fields.length > 3
                    && fields[2].equals(type)
                    && (option.isEmpty() || List.of(fields[3].split(",")).contains(option))) {
                return Optional.of(Path.of(fields[1]));
            }
        }
        return Optional.empty();
    }
}
