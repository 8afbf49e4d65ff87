package dev.firn.limit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A control group that firn makes for one run, below one that it may write to: of version 2, or
/// one of version 1 for memory and one for processes.
///
/// @param memory the directory of the group that counts memory
/// @param processes that of the group that counts processes; the same in version 2
/// @param unified whether it is version 2
record ControlGroup(Path memory, Path processes, boolean unified) implements Cage {

    private static final String PREFIX = "firn-";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /// A shell that puts itself into the groups and becomes the command.
    private static final String ENTER =
            "echo $$ >\"$1/cgroup.procs\" && echo $$ >\"$2/cgroup.procs\" || exit; shift 2; exec"
                    + " \"$@\"";

    /// @return nothing when this process may not make one
    static Optional<ControlGroup> make(long memory, long processes) {
        Optional<ControlGroupPlace> place = ControlGroupPlace.ofThisProcess();
        if (place.isEmpty()) {
            return Optional.empty();
        }
        String name = PREFIX + ProcessHandle.current().pid() + '-' + NUMBER.incrementAndGet();
        ControlGroup group =
                new ControlGroup(
                        place.get().memory().resolve(name),
                        place.get().processes().resolve(name),
                        place.get().unified());
        try {
            sweep(place.get().memory());
            sweep(place.get().processes());
            Files.createDirectory(group.memory);
            if (!group.unified) {
                Files.createDirectory(group.processes);
            }
            group.limit(memory, processes);
            return Optional.of(group);
        } catch (IOException e) {
            group.close();
            return Optional.empty();
        }
    }

    private void limit(long bytes, long count) throws IOException {
        if (bytes > 0 && unified) {
            write(memory.resolve("memory.max"), bytes);
            if (Files.exists(memory.resolve("memory.swap.max"))) {
                write(memory.resolve("memory.swap.max"), 0);
            }
        } else if (bytes > 0) {
            write(memory.resolve("memory.limit_in_bytes"), bytes);
            if (Files.exists(memory.resolve("memory.memsw.limit_in_bytes"))) {
                write(memory.resolve("memory.memsw.limit_in_bytes"), bytes);
            }
        }
        if (count > 0) {
            write(processes.resolve("pids.max"), count + OWN);
        }
    }

    private static void write(Path file, long value) throws IOException {
        Files.writeString(file, Long.toString(value));
    }

    /// Takes away what killed processes have left. Of a living one nothing can be taken: it is in
    /// its group, or is about to enter it.
    private static void sweep(Path place) throws IOException {
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(place, PREFIX + "*-*")) {
            for (Path group : groups) {
                String pid = group.getFileName().toString().substring(PREFIX.length());
                pid = pid.substring(0, pid.indexOf('-'));
                if (pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    remove(group);
                }
            }
        }
    }

    @Override
    public List<String> outer() {
        return List.of("sh", "-c", ENTER, "sh", memory.toString(), processes.toString());
    }

    @Override
    public List<String> inner() {
        return List.of();
    }

    @Override
    public long oomKills() {
        return Counter.of(
                memory.resolve(unified ? "memory.events" : "memory.oom_control"), "oom_kill");
    }

    @Override
    public long refusals() {
        return Counter.of(processes.resolve("pids.events"), "max");
    }

    @Override
    public void close() {
        remove(memory);
        if (!unified) {
            remove(processes);
        }
    }

    /// What cannot be removed is not empty yet, and left for the next one.
    private static void remove(Path group) {
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            return;
        }
    }
}
