package dev.firn.mount;

import dev.firn.problem.Problem;
import dev.firn.store.LayerId;
import dev.firn.store.MountPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Whether states can be mounted on this machine, tried with a state of one file.
public final class Trial {

    private Trial() {}

    /// @param workplace an empty directory; nothing is mounted there afterwards
    /// @param environment of the user
    /// @return by what it was mounted
    /// @throws Problem when this machine lacks something
    public static String in(Path workplace, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path lower = Files.createDirectory(workplace.resolve("lower"));
        Files.createFile(lower.resolve("file"));
        Path directory = Files.createDirectory(workplace.resolve("directory"));
        MountPaths paths = new MountPaths(Files.createDirectory(workplace.resolve("mount")));
        String mark = MountRecord.mark(LayerId.randomName());
        HostOverlay overlay = HostOverlay.ofThisUser(Tools.of(environment));
        overlay.check();
        Tools.Ending mounted = overlay.mount(paths, mark, List.of(lower), false, directory);
        boolean seen = Files.exists(directory.resolve("file"));
        if (mounted.worked()) {
            overlay.unmount(paths, mark, directory, false);
        }
        if (!seen) {
            throw new Problem(
                    Problem.Kind.HOST,
                    "states cannot be mounted",
                    mounted.said(),
                    overlay.remedy());
        }
        return overlay.name();
    }
}
