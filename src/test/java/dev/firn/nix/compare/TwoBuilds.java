package dev.firn.nix.compare;

import dev.firn.linux.PathBytes;
import dev.firn.nix.compare.content.Spot;
import dev.firn.nix.path.StorePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The outputs `out` and `debug` of two builds, as directories. In contents, names and targets,
/// `@out@` and `@debug@` stand for the hash that the output has in that build, and `@built@` for
/// the one that ours was built with.
final class TwoBuilds {

    static final String OUR = "wxk7q3d5b0z9fr1vj8n2s6hapgc4lmyi";
    static final String THEIR = "1m0dgyvs7bxk2jz3yq5w9ra8fc4n6hpl";
    private static final String OUR_DEBUG = "5b0z9fr1vj8n2s6hapgc4lmyiwxk7q3d";
    private static final String THEIR_DEBUG = "z3yq5w9ra8fc4n6hpl1m0dgyvs7bxk2j";

    /// Where ours was built before it was moved.
    static final StorePath BUILT = StorePath.ofBasename("0kxz1mvw2pqr3ghi4jkl5nvw6syz7gij-it-2.10");

    final Build ours;
    final Build theirs;
    private final Path temp;

    TwoBuilds(Path temp) throws IOException {
        this.temp = temp;
        ours = new Build(temp.resolve("ours"), OUR, OUR_DEBUG);
        theirs = new Build(temp.resolve("theirs"), THEIR, THEIR_DEBUG);
    }

    /// A build that is compared with itself at other paths.
    List<Build> both() {
        return List.of(ours, theirs);
    }

    Comparison compare() throws IOException {
        return comparison().of(ours.outputs(), theirs.outputs());
    }

    OutputComparison comparison() {
        return new OutputComparison(List.of(BUILT), temp.resolve("room"));
    }

    Comparison.Verdict verdict() throws IOException {
        return compare().verdict();
    }

    List<Difference> differences() throws IOException {
        return compare().differences();
    }

    void run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(temp.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + "\n" + said);
        }
    }

    /// What differs is not explained.
    static Difference.Content differs(long offset, long ourSize, long theirSize) {
        Spot spot = new Spot(List.of(), false, offset, ourSize, theirSize, Spot.Kind.BYTES);
        return new Difference.Content(Optional.of(spot), List.of());
    }

    static final class Build {
        final String hash;
        private final String debugHash;
        final Path out;
        final Path debug;

        Build(Path store, String hash, String debugHash) throws IOException {
            this.hash = hash;
            this.debugHash = debugHash;
            out = Files.createDirectories(store.resolve(hash + "-it-2.10"));
            debug = Files.createDirectories(store.resolve(debugHash + "-it-2.10-debug"));
        }

        SortedMap<String, Path> outputs() {
            return new TreeMap<>(Map.of("out", out, "debug", debug));
        }

        String fill(String text) {
            return text.replace("@built@", hash.equals(OUR) ? BUILT.hash() : hash)
                    .replace("@out@", hash)
                    .replace("@debug@", debugHash);
        }

        byte[] bytes(String text) {
            return fill(text).getBytes(StandardCharsets.ISO_8859_1);
        }

        /// @param name below `out`, in bytes
        Path path(String name) throws IOException {
            Path path = PathBytes.resolve(out, fill(name));
            Files.createDirectories(path.getParent());
            return path;
        }

        Path write(String name, String content) throws IOException {
            return Files.write(path(name), bytes(content));
        }

        void link(String name, String target) throws IOException {
            Files.createSymbolicLink(path(name), PathBytes.path(fill(target)));
        }
    }
}
