import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/// What a lookup in an index of plain files costs: 10 000 entries under names like those of the
/// cache's keys, of which 200 are read, each once.
///
///     java bench/Lookup.java
void main() throws Exception {
    Path keys = Files.createTempDirectory("lookup");
    Random random = new Random(1);
    byte[] digest = new byte[32];
    Path[] entries = new Path[10_000];
    for (int i = 0; i < entries.length; i++) {
        random.nextBytes(digest);
        String hex = HexFormat.of().formatHex(digest);
        Path directory = Files.createDirectories(keys.resolve(hex.substring(0, 2)));
        entries[i] = directory.resolve(hex.substring(2));
        Files.write(entries[i], (hex + "\n" + hex + "\nend\n").getBytes(StandardCharsets.UTF_8));
    }
    long[] times = new long[200];
    for (int i = 0; i < times.length; i++) {
        Path entry = entries[random.nextInt(entries.length)];
        long start = System.nanoTime();
        Files.readAllBytes(entry);
        times[i] = System.nanoTime() - start;
    }
    IO.println("first %.3f ms".formatted(times[0] / 1e6));
    Arrays.sort(times);
    IO.println("median %.3f ms, worst %.3f ms".formatted(times[100] / 1e6, times[199] / 1e6));
    for (Path entry : entries) {
        Files.delete(entry);
    }
    try (var directories = Files.list(keys)) {
        for (Path directory : directories.toList()) {
            Files.delete(directory);
        }
    }
    Files.delete(keys);
}
