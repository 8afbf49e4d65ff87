package dev.firn.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether this user may become root in a namespace of its own. The usual reasons against it are
/// switches of the kernel.
final class UserNamespaceProbe implements Probe {

    private static final Path SETTINGS = Path.of("/proc/sys");

    @Override
    public String name() {
        return "user namespaces";
    }

    @Override
    public Finding find() throws IOException, InterruptedException {
        Attempt attempt =
                Attempt.of(
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--propagation",
                        "private",
                        "true");
        return attempt.worked() ? fine("") : lacking(attempt.output(), fix());
    }

    private static String fix() throws IOException {
        if (is("user/max_user_namespaces", "0")) {
            return "as root: sysctl user.max_user_namespaces=10000";
        }
        if (is("kernel/unprivileged_userns_clone", "0")) {
            return "as root: sysctl kernel.unprivileged_userns_clone=1";
        }
        if (is("kernel/apparmor_restrict_unprivileged_userns", "1")) {
            return "as root: sysctl kernel.apparmor_restrict_unprivileged_userns=0";
        }
        return "In a container, allow user namespaces and mounts:"
                + " podman run --security-opt seccomp=unconfined --security-opt unmask=ALL";
    }

    private static boolean is(String setting, String value) throws IOException {
        Path file = SETTINGS.resolve(setting);
        return Files.isReadable(file) && Files.readString(file).strip().equals(value);
    }
}
