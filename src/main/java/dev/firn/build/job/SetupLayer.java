package dev.firn.build.job;

import dev.firn.build.Workplace;
import dev.firn.cache.Entry;
import dev.firn.digest.Digest;
import dev.firn.key.KeyPart;
import dev.firn.key.KeyPart.Kind;
import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.overlay.TreeDigest;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Sealing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The files that the setup left behind, under a key made from what they hold: the setup always
/// runs, but what stands on equal files is found again.
final class SetupLayer {

    /// Written anew by every phase, from what that phase sees.
    private static final String ENV_VARS = "build/env-vars";

    private static final List<String> PLACES = List.of("build", "tmp", "nix/store");

    private SetupLayer() {}

    /// @param chain with one layer, or none if the setup left nothing behind
    /// @param key that the first step stands on
    record Ground(Chain chain, StepKey key) {}

    static Ground of(Workplace place, Scratch scratch, StepKey root, Duration took)
            throws IOException {
        scratch.removeLaid();
        Files.deleteIfExists(scratch.upper().resolve(ENV_VARS));
        if (isEmpty(scratch.upper())) {
            return new Ground(Chain.empty(), root);
        }
        String digest = TreeDigest.of(scratch.upper()).hex();
        KeyParts parts =
                KeyParts.of(
                        List.of(
                                new KeyPart(Kind.PARENT, "key", root.hex()),
                                new KeyPart(Kind.STEP, "name", "setup"),
                                new KeyPart(Kind.FILE, "tree", digest)));
        StepKey key = parts.key();
        Optional<Entry> known = place.layers().find(key.digest(), Chain.empty());
        if (known.isPresent() && known.get() instanceof Entry.Hit(Layer layer)) {
            return new Ground(Chain.empty().plus(layer), key);
        }
        Optional<Digest> under = Optional.of(key.digest());
        Sealing sealing = new Sealing("setup", false, under, false, place.clock().instant(), took);
        Files.writeString(scratch.paths().log(), "", StandardCharsets.ISO_8859_1);
        Entry.Hit made = new Entry.Hit(scratch.commit(sealing));
        if (!(place.layers().publish(key.digest(), Chain.empty(), made)
                instanceof Entry.Hit(Layer layer))) {
            throw new IOException("the cache has no layer under the key of the setup's files");
        }
        place.upkeep().sealed(layer);
        return new Ground(Chain.empty().plus(layer), key);
    }

    private static boolean isEmpty(Path upper) throws IOException {
        for (String name : PLACES) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(upper.resolve(name))) {
                if (children.iterator().hasNext()) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                // Not touched.
            }
        }
        return true;
    }
}
