package dev.firn.cache;

import dev.firn.digest.Digest;
import dev.firn.overlay.MergedFile;
import dev.firn.overlay.TreeDigest;
import dev.firn.problem.Problem;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.LayerDigest;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Sealing;
import dev.firn.snapshot.Skeleton;
import dev.firn.snapshot.Upkeep;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerPaths;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a user without rights does with a cache; run as one.
final class OrdinaryUser {

    private static final String MOUNT =
            """
            set -e
            mount -t overlay firn -o "userxattr,volatile,lowerdir=$1,upperdir=$2,workdir=$3" "$4"
            cd "$4"
            exec setpriv --bounding-set -all --inh-caps -all bash -eu -c "$5"
            """;

    private final CacheDirectory cache;
    private final Skeleton skeleton;

    private OrdinaryUser(CacheDirectory cache) throws Exception {
        this.cache = cache;
        skeleton = Skeleton.of(cache, new TreeMap<>());
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        try (CacheDirectory cache = CacheDirectory.open(root)) {
            new OrdinaryUser(cache).work();
        }
        try (Stream<Path> entries = Files.list(root.resolve("work"))) {
            System.out.println("left: " + entries.count());
        }
        Files.setAttribute(root, "unix:mode", 0500);
        try {
            CacheDirectory.open(root);
        } catch (Problem e) {
            System.out.println(e.why());
        }
    }

    private void work() throws Exception {
        Upkeep upkeep = Upkeep.start(cache);
        Chain chain =
                step(
                        Chain.empty(),
                        """
                        cd build
                        mkdir -p d/e gone
                        echo secret > closed
                        chmod 0 closed
                        echo 1 > a
                        ln a b
                        mkdir locked; touch locked/in; chmod 0 locked
                        """);
        chain = step(chain, "cd build; rm -r gone; rm -r d; mkdir d; touch d/new");
        MergedFile closed = chain.view().find("build/closed").orElseThrow();
        try (InputStream content = closed.open()) {
            System.out.print(new String(content.readAllBytes(), StandardCharsets.UTF_8));
        }
        System.out.println(chain.view().find("build").orElseThrow().children().keySet());
        System.out.println(chain.view().find("build/d").orElseThrow().children().keySet());
        System.out.println(upkeep.survey(chain.layers().getFirst()).hardLinks());
        Digest digest = TreeDigest.of(chain.layers().getLast().paths().files());
        System.out.println(digest.hex().length());
        changeWhatIsClosed(chain.layers().getFirst().paths());
        try (Scratch scratch = Scratch.flattened(cache, chain, skeleton)) {
            run(scratch, "cd build; echo 2 >> a; cat b; perl -e 'rename(\"d\", \"f\") or die'");
        }
    }

    private static void changeWhatIsClosed(LayerPaths layer) throws Exception {
        Path directory = layer.files().resolve("build/locked");
        Digest before = LayerDigest.of(layer, count -> {});
        System.out.println(LayerDigest.of(layer, count -> {}).equals(before));
        FileTime time = Files.getLastModifiedTime(directory);
        Files.setAttribute(directory, "unix:mode", 0700);
        FileTime inside = Files.getLastModifiedTime(directory.resolve("in"));
        Files.writeString(directory.resolve("in"), "x");
        Files.setLastModifiedTime(directory.resolve("in"), inside);
        Files.setLastModifiedTime(directory, time);
        Files.setAttribute(directory, "unix:mode", 0);
        System.out.println(LayerDigest.of(layer, count -> {}).equals(before));
    }

    private Chain step(Chain chain, String code) throws Exception {
        try (Scratch scratch = Scratch.open(cache, chain, skeleton)) {
            scratch.lay("build/laid", new byte[1], 0644);
            run(scratch, code);
            Layer layer =
                    scratch.commit(
                            new Sealing(
                                    "step",
                                    false,
                                    Optional.empty(),
                                    false,
                                    Instant.EPOCH,
                                    Duration.ZERO));
            return chain.plus(layer);
        }
    }

    private static void run(Scratch scratch, String code) throws Exception {
        Path merged = Files.createDirectory(scratch.run().resolve("merged"));
        List<String> lowers = scratch.lowers().stream().map(Path::toString).toList();
        String[] words = {
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            MOUNT,
            "sh",
            String.join(":", lowers),
            scratch.upper().toString(),
            scratch.work().toString(),
            merged.toString(),
            code
        };
        Process process = new ProcessBuilder(Arrays.asList(words)).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(code);
        }
    }
}
