package dev.firn.gc;

import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.file.PrivateDirectory;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The pins of a cache: for each layer a file of its name, with three lines and a sum.
public final class Pins {

    private final CacheDirectory cache;

    public Pins(CacheDirectory cache) {
        this.cache = cache;
    }

    /// By the name of what was built. A pin whose file makes no sense still pins.
    public List<Pin> all() throws IOException {
        List<Pin> pins = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(cache.pins())) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (LayerId.isLayerId(name)) {
                    pins.add(read(new LayerId(name), entry));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        pins.sort(Comparator.comparing(Pin::name).thenComparing(Pin::state));
        return pins;
    }

    private static Pin read(LayerId layer, Path file) throws IOException {
        String text =
                Summed.read(file).map(each -> new String(each, StandardCharsets.UTF_8)).orElse("");
        List<String> lines = new ArrayList<>(text.lines().limit(3).toList());
        while (lines.size() < 3) {
            lines.add("?");
        }
        return new Pin(layer, lines.get(0), lines.get(1), lines.get(2));
    }

    public void add(Pin pin) throws IOException {
        PrivateDirectory.makeAll(cache.pins());
        String text = pin.build() + '\n' + pin.name() + '\n' + pin.state() + '\n';
        Path file = cache.pins().resolve(pin.layer().value());
        cache.workroom().replace(file, Summed.of(file, text.getBytes(StandardCharsets.UTF_8)));
    }

    /// @return whether there was one
    public boolean remove(LayerId layer) throws IOException {
        return Files.deleteIfExists(cache.pins().resolve(layer.value()));
    }
}
