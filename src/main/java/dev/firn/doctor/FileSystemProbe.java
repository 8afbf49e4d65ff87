package dev.firn.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/// What kind of file system the cache is on, and whether there is room on it.
record FileSystemProbe(Path place) implements Probe {

    /// Where an overlay cannot put changes.
    private static final Set<String> UNFIT =
            Set.of("nfs", "nfs4", "cifs", "smb3", "overlay", "vfat", "exfat", "9p", "ramfs");
    private static final long GIB = 1L << 30;

    @Override
    public String name() {
        return "cache directory";
    }

    @Override
    public Finding find() throws IOException {
        if (!Files.isWritable(place)) {
            return lacking(
                    place + " is not writable for you", "use another directory: --cache DIR");
        }
        FileStore store = Files.getFileStore(place);
        return judge(store.type(), store.getUsableSpace());
    }

    Finding judge(String type, long free) {
        if (UNFIT.contains(type) || type.startsWith("fuse")) {
            return lacking(
                    place + " is on " + type + ", which the kernel's overlays cannot write to",
                    "use a directory on a local disk (ext4, xfs, btrfs): --cache DIR");
        }
        double gib = (double) free / GIB;
        String detail = String.format(Locale.ROOT, "%s on %s, %.1f GiB free", place, type, gib);
        String fix = "free some space, or use another directory: --cache DIR";
        if (free < GIB) {
            return lacking(detail, fix);
        }
        return free < 5 * GIB ? warning(detail, fix) : fine(detail);
    }
}
