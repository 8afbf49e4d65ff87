package dev.firn.nix.drv;

import dev.firn.digest.Digest;
import dev.firn.nix.path.NixBase32;
import dev.firn.nix.path.StorePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The installed Nix with a store of its own below a test's directory.
final class RealNix implements ClosureInfo {

    private final Path dir;
    private final SortedMap<StorePath, PathFacts> paths = new TreeMap<>();

    RealNix(Path dir) {
        this.dir = dir;
    }

    StorePath instantiate(String attribute) throws Exception {
        List<String> lines = lines(0, "nix-instantiate", expression(), "-A", attribute);
        return StorePath.parse(lines.getLast());
    }

    /// Builds all outputs; gives what Nix printed, on both streams.
    List<String> build(StorePath drv, int expectedExit) throws Exception {
        List<String> lines =
                lines(
                        expectedExit,
                        "nix-store",
                        "--realise",
                        drv.toString(),
                        "--option",
                        "sandbox",
                        "true",
                        "--option",
                        "sandbox-fallback",
                        "false",
                        "--option",
                        "sandbox-paths",
                        "/bin /lib /lib64 /usr",
                        "--option",
                        "build-users-group",
                        "",
                        "--option",
                        "substitute",
                        "false",
                        "--cores",
                        "3");
        readDatabase();
        return lines;
    }

    /// Where a file of the store is on this machine.
    Path file(String path) {
        return dir.resolve("store" + path);
    }

    boolean graphSaysValid() throws Exception {
        List<String> version = List.of(lines(0, "nix-store", "--version").getLast().split(" "));
        List<String> numbers = List.of(version.getLast().split("\\."));
        return Integer.parseInt(numbers.get(0)) > 2 || Integer.parseInt(numbers.get(1)) >= 15;
    }

    @Override
    public boolean isInput(StorePath path) {
        return paths.containsKey(path);
    }

    @Override
    public Optional<PathFacts> facts(StorePath path) {
        return Optional.ofNullable(paths.get(path));
    }

    @Override
    public Derivation derivation(StorePath drvPath) {
        try {
            return Derivation.read(file(drvPath.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readDatabase() throws Exception {
        Iterator<String> lines = lines(0, "nix-store", "--dump-db").iterator();
        while (lines.hasNext()) {
            StorePath path = StorePath.parse(lines.next());
            Digest narHash = Digest.parse(lines.next());
            long narSize = Long.parseLong(lines.next());
            lines.next();
            SortedSet<StorePath> references = new TreeSet<>();
            for (int left = Integer.parseInt(lines.next()); left > 0; left--) {
                references.add(StorePath.parse(lines.next()));
            }
            paths.put(path, new PathFacts(narHash, narSize, references, contentAddress(path)));
        }
    }

    /// Only texts are content-addressed here.
    private String contentAddress(StorePath path) throws IOException {
        if (!path.isDerivation() && !path.name().equals("note.txt")) {
            return "";
        }
        byte[] content = Files.readAllBytes(file(path.toString()));
        return "text:sha256:" + NixBase32.encode(Digest.of(content).bytes());
    }

    private static String expression() throws Exception {
        return Path.of(Objects.requireNonNull(RealNix.class.getResource("handover.nix")).toURI())
                .toString();
    }

    private List<String> lines(int expectedExit, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of("--store", dir.resolve("store").toString()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        Map<String, String> env = builder.environment();
        env.put("FIRN_TEST_SET", "some value");
        env.remove("FIRN_TEST_UNSET");
        env.remove("NIX_REMOTE");
        Process process = builder.start();
        process.getOutputStream().close();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (process.waitFor() != expectedExit) {
            throw new IllegalStateException(words + ": " + process.exitValue() + "\n" + output);
        }
        return output.lines().toList();
    }
}
