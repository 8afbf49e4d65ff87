package dev.firn.gc;

import dev.firn.cache.BuildRecords.Name;
import dev.firn.gc.Census.Resident;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.file.PrivateDirectory;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A census as it is kept: `bytes N`, then lines `layer ID PARENT BYTES STEP` and
/// `build ID-NAME LAYER...`, and a sum. Times of use are not in it. Whatever is not so is as good
/// as nothing, since all of it can be found out again.
final class CensusText {

    private static final String NONE = "-";

    private CensusText() {}

    /// Total bytes at the last census; nothing when there was none.
    static Optional<Long> bytes(CacheDirectory cache) throws IOException {
        try (var reader = Files.newBufferedReader(cache.census(), StandardCharsets.ISO_8859_1)) {
            String first = reader.readLine();
            return first != null && first.startsWith("bytes ")
                    ? Optional.of(Long.valueOf(first.substring("bytes ".length())))
                    : Optional.empty();
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static void write(CacheDirectory cache, Census census) throws IOException {
        StringBuilder text = new StringBuilder(64 * (census.layers().size() + 1));
        text.append("bytes ").append(census.bytes()).append('\n');
        for (Resident layer : census.layers().values()) {
            text.append("layer ").append(layer.id().value()).append(' ');
            text.append(layer.parent().map(LayerId::value).orElse(NONE)).append(' ');
            text.append(layer.bytes()).append(' ');
            text.append(layer.step().replace('\n', ' ')).append('\n');
        }
        for (Map.Entry<Name, List<LayerId>> build : census.builds().entrySet()) {
            text.append("build ").append(build.getKey().file());
            for (LayerId layer : build.getValue()) {
                text.append(' ').append(layer.value());
            }
            text.append('\n');
        }
        PrivateDirectory.makeAll(cache.gc());
        cache.workroom()
                .replace(
                        cache.census(),
                        Summed.of(
                                cache.census(),
                                text.toString().getBytes(StandardCharsets.ISO_8859_1)));
    }

    /// What was known the last time; without times of use.
    static Census read(CacheDirectory cache) throws IOException {
        Census nothing = new Census(Map.of(), Map.of());
        try {
            Optional<byte[]> content = Summed.read(cache.census());
            return content.isPresent()
                    ? parse(new String(content.get(), StandardCharsets.ISO_8859_1))
                    : nothing;
        } catch (NoSuchFileException | RuntimeException e) {
            return nothing;
        }
    }

    private static Census parse(String text) {
        Map<LayerId, Resident> layers = new HashMap<>();
        Map<Name, List<LayerId>> builds = new LinkedHashMap<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            if (text.startsWith("layer ", start)) {
                Resident layer = layer(text.substring(start, end));
                layers.put(layer.id(), layer);
            } else if (text.startsWith("build ", start)) {
                build(text.substring(start, end), builds);
            }
            start = end + 1;
        }
        return new Census(layers, builds);
    }

    private static Resident layer(String line) {
        String[] words = line.split(" ", 5);
        Optional<LayerId> parent =
                words[2].equals(NONE) ? Optional.empty() : Optional.of(new LayerId(words[2]));
        return new Resident(
                new LayerId(words[1]), parent, Long.parseLong(words[3]), words[4], Instant.EPOCH);
    }

    private static void build(String line, Map<Name, List<LayerId>> builds) {
        String[] words = line.split(" ");
        List<LayerId> layers = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            layers.add(new LayerId(words[i]));
        }
        Name.of(words[1]).ifPresent(name -> builds.put(name, List.copyOf(layers)));
    }
}
