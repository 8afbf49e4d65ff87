package dev.firn.cache;

import dev.firn.digest.Digest;
import dev.firn.snapshot.Chain;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/// Fills the disk that its argument names; run on a small one of its own.
final class FullDisk {

    private FullDisk() {}

    public static void main(String[] arguments) throws Exception {
        Path disk = Path.of(arguments[0]);
        try (CacheDirectory cache = CacheDirectory.open(disk.resolve("cache"))) {
            LayerCache layers = new LayerCache(cache, Clock.systemUTC());
            Chain chain = chain((Entry.Hit) OneStep.run(cache, Chain.empty(), OneStep.KEY));
            Digest second = Digest.of("second".getBytes(StandardCharsets.UTF_8));
            try {
                OneStep.run(cache, chain, second, 10_000_000);
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
            // Not a byte is left, so not even an entry can be written.
            Path rest = disk.resolve("rest");
            try {
                Files.write(rest, new byte[10_000_000]);
            } catch (IOException e) {
                fails(cache, chain, second);
            }
            Files.delete(rest);
            require(layers.find(OneStep.KEY, Chain.empty()).isPresent());
            require(layers.find(second, chain).isEmpty());
            require(cache.allLayers().size() == 1);
            require(OneStep.run(cache, chain, second) instanceof Entry.Hit);
            System.out.println("usable");
        }
    }

    private static void fails(CacheDirectory cache, Chain chain, Digest key) throws Exception {
        try {
            OneStep.run(cache, chain, key);
        } catch (IOException e) {
            return;
        }
        throw new IllegalStateException("the disk was not full");
    }

    private static Chain chain(Entry.Hit hit) {
        return Chain.empty().plus(hit.layer());
    }

    private static void require(boolean claim) {
        if (!claim) {
            throw new IllegalStateException();
        }
    }
}
