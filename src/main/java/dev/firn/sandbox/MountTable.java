package dev.firn.sandbox;

import dev.firn.linux.PathBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The mounts of a run as one `fstab`, for a single `mount -a` that has the run directory as its
/// working directory. (Bubblewrap reads the kernel's mount table anew for every bind, a thousand
/// of them cost a second there and a tenth of it here.)
final class MountTable {

    private static final String SPECIAL = " \t\n\\";

    private final StringBuilder lines = new StringBuilder();
    private final RunDirectory run;

    private MountTable(RunDirectory run) {
        this.run = run;
    }

    /// @param binds all of the run; read-only ones outside the overlay are left to [Bubblewrap]
    static String text(SandboxSpec spec, List<Bind.Found> binds, RunDirectory run) {
        MountTable table = new MountTable(run);
        table.overlay(spec.overlay());
        for (Map.Entry<String, String> place : spec.overlay().places().entrySet()) {
            Path source = PathBytes.resolve(run.merged(), place.getKey());
            table.line(PathBytes.of(source), place.getValue(), "none", "bind");
        }
        table.line("none", "/dev/pts", "devpts", "newinstance,mode=0620,ptmxmode=0666");
        String size = spec.isolation().sharedMemory();
        table.line("none", "/dev/shm", "tmpfs", "mode=1777,size=" + size);
        for (Bind.Found bind : binds) {
            if (mounts(bind, spec.overlay())) {
                table.line(PathBytes.of(bind.source()), bind.target(), "none", options(bind));
            }
        }
        // For bubblewrap, which looks for its child there; the script wants the host's until now.
        table.append("none", "/proc", "proc", "defaults");
        return table.lines.toString();
    }

    /// Whether a bind is made by this table.
    ///
    /// `mount` drops the flags that the source's mount has, and an ordinary user may not drop
    /// `noexec` and the like; bubblewrap keeps them. So only those read-only binds are made here
    /// that can be many.
    static boolean mounts(Bind.Found bind, Overlay overlay) {
        return switch (bind.access()) {
            case WRITABLE, DEVICE -> true;
            case READ_ONLY -> overlay.covers(bind.target());
            case LINK -> false;
        };
    }

    /// Flags that bubblewrap would otherwise add later, mount by mount.
    private static String options(Bind.Found bind) {
        return switch (bind.access()) {
            case WRITABLE -> "rbind";
            // More restrictions than the source has are always allowed.
            case DEVICE -> "bind,ro,nosuid,noexec";
            case READ_ONLY -> "bind,ro,nosuid,nodev";
            case LINK -> throw new IllegalArgumentException("a link is not mounted");
        };
    }

    private void overlay(Overlay overlay) {
        StringBuilder options = new StringBuilder("lowerdir=");
        String links = run.links().getFileName() + "/";
        for (int i = 0; i < overlay.lowers().size(); i++) {
            options.append(i == 0 ? "" : ":").append(links).append(i);
        }
        options.append(",upperdir=").append(links).append("upper");
        options.append(",workdir=").append(links).append("work");
        options.append(",userxattr,volatile");
        append("overlay", PathBytes.of(run.merged()), "overlay", options.toString());
    }

    private void line(String source, String target, String type, String options) {
        append(source, PathBytes.of(run.root()) + target, type, options);
    }

    private void append(String source, String target, String type, String options) {
        lines.append(escaped(source)).append(' ').append(escaped(target)).append(' ');
        lines.append(type).append(' ').append(options).append('\n');
    }

    private static String escaped(String path) {
        StringBuilder text = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (SPECIAL.indexOf(c) >= 0) {
                text.append('\\').append((char) ('0' + (c >> 6)));
                text.append((char) ('0' + ((c >> 3) & 7))).append((char) ('0' + (c & 7)));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
