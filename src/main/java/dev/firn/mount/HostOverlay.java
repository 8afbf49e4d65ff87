package dev.firn.mount;

import dev.firn.problem.Problem;
import dev.firn.store.MountPaths;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A way to mount layers where every process of the machine sees them.
sealed interface HostOverlay permits KernelOverlay, FuseOverlay {

    /// The way for this user: the kernel's own for root, the one that needs no rights for others.
    static HostOverlay ofThisUser(Tools tools) throws IOException {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        return root ? new KernelOverlay(tools) : new FuseOverlay(tools);
    }

    /// By what it mounts.
    String name();

    /// What may help where it does not work although nothing is missing.
    String remedy();

    /// @throws Problem when this machine lacks something
    void check();

    /// Mounts.
    ///
    /// @param mark under which the kernel is to list the mount
    /// @param lowers top first
    /// @throws Problem when these layers would not look as they are
    Tools.Ending mount(
            MountPaths paths, String mark, List<Path> lowers, boolean writable, Path directory)
            throws IOException, InterruptedException;

    /// @param lazy whether it shall go from the tree although processes use it
    Tools.Ending unmount(MountPaths paths, String mark, Path directory, boolean lazy)
            throws IOException, InterruptedException;

    /// Lays out the parts of an overlay.
    ///
    /// @param lowers top first
    /// @return the options that name the parts, relative to the directory of the mount
    static String lay(MountPaths paths, List<Path> lowers, boolean writable) throws IOException {
        PrivateDirectory.make(paths.links());
        PrivateDirectory.make(paths.empty());
        List<String> names = new ArrayList<>();
        for (Path lower : lowers) {
            Path link = paths.links().resolve(Integer.toString(names.size()));
            Files.createSymbolicLink(link, lower);
            names.add(paths.links().getFileName() + "/" + link.getFileName());
        }
        if (lowers.isEmpty()) {
            // An overlay without an upper directory wants two lower ones.
            PrivateDirectory.make(paths.links().resolve("0"));
            names.add(paths.links().getFileName() + "/0");
        }
        names.add(paths.empty().getFileName().toString());
        String parts = "lowerdir=" + String.join(":", names);
        if (!writable) {
            return "ro," + parts;
        }
        Files.createDirectory(paths.upper());
        PrivateDirectory.make(paths.work());
        return parts
                + ",upperdir="
                + paths.upper().getFileName()
                + ",workdir="
                + paths.work().getFileName();
    }
}
