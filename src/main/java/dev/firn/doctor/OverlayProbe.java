package dev.firn.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whether this user can mount an overlay whose changes go to the cache's file system: changes a
/// file, removes one, replaces a directory.
record OverlayProbe(Path place) implements Probe {

    private static final String SCRIPT =
            """
            mount -t overlay -o \
            lowerdir=lower,upperdir=upper,workdir=work,userxattr,volatile overlay merged || exit
            echo new > merged/changed && rm merged/removed || exit
            rm -r merged/directory && mkdir merged/directory && ! test -e merged/directory/file""";

    @Override
    public String name() {
        return "overlays";
    }

    @Override
    public Finding find() throws IOException, InterruptedException {
        try (Workplace work = Workplace.in(place)) {
            Path lower = work.directory("lower");
            Files.writeString(lower.resolve("changed"), "");
            Files.writeString(lower.resolve("removed"), "");
            Files.createDirectory(lower.resolve("directory"));
            Files.writeString(lower.resolve("directory/file"), "");
            Path upper = work.directory("upper");
            work.directory("work");
            work.directory("merged");
            List<String> command =
                    List.of(
                            "unshare",
                            "--user",
                            "--map-root-user",
                            "--mount",
                            "--propagation",
                            "private",
                            "sh",
                            "-c",
                            SCRIPT);
            Attempt attempt = Attempt.of(work.path(), command);
            if (attempt.worked() && Files.exists(upper.resolve("changed"))) {
                return fine("as an ordinary user");
            }
            return lacking(
                    attempt.output().lines().findFirst().orElse("changes are lost"),
                    "Linux 5.11 or newer and a local disk with extended attributes are needed"
                            + " (ext4, xfs, btrfs): --cache DIR");
        }
    }
}
