package dev.firn.mount;

import dev.firn.problem.Problem;
import dev.firn.store.MountPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The kernel's own overlay, which only root may mount for all to see. It reads the marks of the
/// layers as it has written them.
record KernelOverlay(Tools tools) implements HostOverlay {

    @Override
    public String name() {
        return "the kernel";
    }

    @Override
    public String remedy() {
        return "in a container: --cap-add SYS_ADMIN";
    }

    @Override
    public void check() {
        if (tools.find("mount").isEmpty()) {
            throw new Problem(
                    Problem.Kind.HOST,
                    "states cannot be mounted",
                    "there is no program 'mount' here",
                    "install util-linux: firn doctor");
        }
    }

    @Override
    public Tools.Ending mount(
            MountPaths paths, String mark, List<Path> lowers, boolean writable, Path directory)
            throws IOException, InterruptedException {
        // What was built is looked at, not trusted.
        String all = "nosuid,nodev,userxattr," + HostOverlay.lay(paths, lowers, writable);
        return tools.run(
                paths.directory(),
                paths.messages(),
                List.of("mount", "-t", "overlay", "-o", all, mark, directory.toString()));
    }

    @Override
    public Tools.Ending unmount(MountPaths paths, String mark, Path directory, boolean lazy)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("umount"));
        if (lazy) {
            words.add("--lazy");
        }
        words.add(directory.toString());
        return tools.run(Path.of("/"), paths.messages(), words);
    }
}
