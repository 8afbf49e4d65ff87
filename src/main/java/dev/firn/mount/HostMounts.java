package dev.firn.mount;

import dev.firn.linux.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is mounted where this process can see it (proc_pid_mountinfo(5)).
///
/// @param all a later one lies on an earlier one of the same mount point
record HostMounts(List<HostMount> all) {

    private static final Path TABLE = Path.of("/proc/self/mountinfo");

    HostMounts {
        all = List.copyOf(all);
    }

    /// @param parent on which it is mounted
    /// @param source whatever its maker called it
    record HostMount(int id, int parent, Path mountPoint, String source) {}

    static HostMounts now() throws IOException {
        return parse(Files.readString(TABLE, StandardCharsets.ISO_8859_1));
    }

    /// @param table bytes
    static HostMounts parse(String table) {
        List<HostMount> mounts = new ArrayList<>();
        // Names hold every other kind of line end as they are.
        for (String line : table.split("\n")) {
            List<String> fields = List.of(line.split(" "));
            int separator = fields.indexOf("-");
            if (separator > 0 && fields.size() > separator + 2) {
                mounts.add(
                        new HostMount(
                                Integer.parseInt(fields.get(0), 10),
                                Integer.parseInt(fields.get(1), 10),
                                PathBytes.path(unescaped(fields.get(4))),
                                unescaped(fields.get(separator + 2))));
            }
        }
        return new HostMounts(mounts);
    }

    /// The mount of this record. Its mark is the source, unless fuse-overlayfs names its
    /// mounts by itself, as its rewrite in Rust does.
    Optional<HostMount> of(MountRecord record) {
        return all.stream()
                .filter(
                        mount ->
                                mount.source().equals(record.mark())
                                        || (mount.source().equals(FuseOverlay.PROGRAM)
                                                && mount.mountPoint().equals(record.directory())))
                .findFirst();
    }

    /// The mount that has this mark.
    Optional<HostMount> marked(String mark) {
        return all.stream().filter(mount -> mount.source().equals(mark)).findFirst();
    }

    /// What is mounted below this directory.
    List<HostMount> below(Path directory) {
        return all.stream().filter(mount -> mount.mountPoint().startsWith(directory)).toList();
    }

    boolean isMountPoint(Path directory) {
        return all.stream().anyMatch(mount -> mount.mountPoint().equals(directory));
    }

    /// What is mounted directly on this mount.
    List<HostMount> on(HostMount mount) {
        return all.stream().filter(other -> other.parent() == mount.id()).toList();
    }

    /// The kernel writes blank, tab, line feed, backslash and number sign as `\` and three octal
    /// digits.
    private static String unescaped(String field) {
        int at = field.indexOf('\\');
        if (at < 0) {
            return field;
        }
        StringBuilder text = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && i + 3 < field.length()) {
                text.append((char) Integer.parseInt(field, i + 1, i + 4, 8));
                i += 3;
            } else {
                text.append(field.charAt(i));
            }
        }
        return text.toString();
    }
}
