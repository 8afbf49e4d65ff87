package dev.firn.build.job;

import dev.firn.build.Workplace;
import dev.firn.cache.Entry;
import dev.firn.digest.Digest;
import dev.firn.key.KeyPart;
import dev.firn.key.KeyPart.Kind;
import dev.firn.key.KeyParts;
import dev.firn.key.StepKey;
import dev.firn.overlay.FileState;
import dev.firn.overlay.TreeDigest;
import dev.firn.recipe.Plan;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Sealing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The files that the setup left behind, under a key made from what they hold: the setup always
/// runs, but what stands on equal files is found again.
final class SetupLayer {

    private static final List<String> PLACES = List.of("build", "tmp", "nix/store");

    private SetupLayer() {}

    /// @param chain with one layer, or none if the setup left nothing behind
    /// @param key that the first step stands on
    /// @param parts that the key was made of; those of all that steps share among them
    /// @param dumped the mode of the list of exported variables, which is not in the layer: every
    ///     phase writes it anew, from what that phase sees
    record Ground(Chain chain, StepKey key, KeyParts parts, OptionalInt dumped) {}

    /// What the steps stand on, if the layer for it is there already, or none is needed.
    private static Optional<Ground> find(
            Workplace place, Scratch scratch, KeyParts root, OptionalInt dumped)
            throws IOException {
        if (isEmpty(scratch.upper())) {
            return Optional.of(new Ground(Chain.empty(), root.key(), root, dumped));
        }
        KeyParts parts = parts(scratch, root);
        Optional<Entry> known = place.layers().peek(parts.key().digest(), Chain.empty());
        return known.isPresent() && known.get() instanceof Entry.Hit(Layer layer)
                ? Optional.of(new Ground(Chain.empty().plus(layer), parts.key(), parts, dumped))
                : Optional.empty();
    }

    /// What the steps stand on, or would, if the layer for it were there; nothing is made.
    static Ground foresee(Workplace place, Scratch scratch, KeyParts root) throws IOException {
        OptionalInt dumped = cleared(scratch);
        Optional<Ground> known = find(place, scratch, root, dumped);
        if (known.isPresent()) {
            return known.get();
        }
        KeyParts parts = parts(scratch, root);
        return new Ground(Chain.empty(), parts.key(), parts, dumped);
    }

    /// What the steps stand on; its layer is made if need be.
    static Ground make(Workplace place, Scratch scratch, KeyParts root, Duration took)
            throws IOException {
        OptionalInt dumped = cleared(scratch);
        Optional<Ground> known = find(place, scratch, root, dumped);
        if (known.isPresent()) {
            return known.get();
        }
        KeyParts parts = parts(scratch, root);
        Digest key = parts.key().digest();
        Sealing sealing =
                new Sealing("setup", false, Optional.of(key), false, place.clock().instant(), took);
        Files.writeString(scratch.paths().log(), "", StandardCharsets.ISO_8859_1);
        Entry.Hit made = new Entry.Hit(scratch.commit(sealing));
        if (!(place.layers().publish(key, Chain.empty(), made) instanceof Entry.Hit(Layer layer))) {
            throw new IOException("the cache has no layer under the key of the setup's files");
        }
        place.upkeep().sealed(layer);
        return new Ground(Chain.empty().plus(layer), parts.key(), parts, dumped);
    }

    /// Takes away what is no layer's. The mode is that of the list of exported variables.
    private static OptionalInt cleared(Scratch scratch) throws IOException {
        scratch.removeLaid();
        Path dump = scratch.upper().resolve(Plan.ENVIRONMENT_DUMP);
        if (!Files.isRegularFile(dump, LinkOption.NOFOLLOW_LINKS)) {
            return OptionalInt.empty();
        }
        int mode = FileState.of(dump).permissions();
        Files.delete(dump);
        return OptionalInt.of(mode);
    }

    private static KeyParts parts(Scratch scratch, KeyParts root) throws IOException {
        List<KeyPart> parts = new ArrayList<>(root.parts());
        parts.add(new KeyPart(Kind.STEP, "name", "setup"));
        parts.add(new KeyPart(Kind.FILE, "tree", TreeDigest.of(scratch.upper()).hex()));
        return KeyParts.of(parts);
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
