package dev.firn.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What every program finds in `/dev` and `/etc`: the same names and texts that Nix provides.
final class StandardView {

    static final int UID = 1000;
    static final int GID = 100;

    private static final List<String> DEVICES =
            List.of("full", "null", "random", "tty", "urandom", "zero");

    /// What of `/proc` a process of the real root may write to without any capability.
    private static final List<String> PROC =
            List.of(
                    "acpi",
                    "asound",
                    "bus",
                    "driver",
                    "fs",
                    "irq",
                    "mtrr",
                    "scsi",
                    "sys",
                    "sysrq-trigger",
                    "tty");

    private StandardView() {}

    /// Regular files by absolute path.
    static SortedMap<String, String> files(Isolation isolation) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put(
                "/etc/passwd",
                """
                root:x:0:0:Nix build user:/build:/noshell
                nixbld:x:%d:%d:Nix build user:/build:/noshell
                nobody:x:65534:65534:Nobody:/:/noshell
                """
                        .formatted(UID, GID));
        files.put("/etc/group", "root:x:0:\nnixbld:!:%d:\nnogroup:x:65534:\n".formatted(GID));
        switch (isolation.network()) {
            case NONE -> files.put("/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n");
            case HOST -> files.put("/etc/nsswitch.conf", "hosts: files dns\nservices: files\n");
        }
        return files;
    }

    /// Symbolic links by absolute path.
    static SortedMap<String, String> links() {
        SortedMap<String, String> links = new TreeMap<>();
        links.put("/dev/fd", "/proc/self/fd");
        links.put("/dev/stdin", "/proc/self/fd/0");
        links.put("/dev/stdout", "/proc/self/fd/1");
        links.put("/dev/stderr", "/proc/self/fd/2");
        links.put("/dev/ptmx", "/dev/pts/ptmx");
        return links;
    }

    /// Directories that something else is mounted on.
    static List<String> mountPoints() {
        return List.of("/dev/pts", "/dev/shm", "/proc");
    }

    /// @param root whether the program, whoever it believes to be, is root for the host. The
    ///     settings of the kernel would be its own then
    static List<Bind> binds(Isolation isolation, boolean root) {
        List<Bind> binds = new ArrayList<>();
        if (root) {
            for (String name : PROC) {
                binds.add(Bind.readOnly(Path.of("/proc", name), "/proc/" + name).ifPresent());
            }
        }
        for (String device : DEVICES) {
            binds.add(device("/dev/" + device, root));
        }
        if (isolation.kvm()) {
            binds.add(device("/dev/kvm", root).ifPresent());
        }
        if (isolation.network() == Isolation.Network.HOST) {
            for (String file : List.of("/etc/hosts", "/etc/resolv.conf", "/etc/services")) {
                binds.add(Bind.readOnly(Path.of(file), file).ifPresent());
            }
            isolation
                    .certificates()
                    .ifPresent(
                            bundle ->
                                    binds.add(
                                            Bind.readOnly(
                                                    bundle, "/etc/ssl/certs/ca-certificates.crt")));
        }
        return binds;
    }

    /// To root a device belongs, who could give it another mode for the whole machine.
    private static Bind device(String path, boolean root) {
        return root ? Bind.device(path) : Bind.writable(Path.of(path), path);
    }
}
