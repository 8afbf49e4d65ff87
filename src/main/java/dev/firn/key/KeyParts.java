package dev.firn.key;

import dev.firn.digest.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything a step's key covers, in the one order and encoding in which it is hashed.
///
/// The encoding: the format's name, then every part sorted by kind and name, each as three strings
/// (kind, name, value), each string as its length in bytes (eight bytes, big endian) and its bytes.
/// It holds nothing of the machine, the user, the time or the cache's place, and no value that an
/// earlier step produced: those follow from the parent's key.
public final class KeyParts {

    /// Changes whenever the same parts would have to give another key.
    public static final String FORMAT = "firn step key 2";

    private final List<KeyPart> parts;
    private @Nullable StepKey key;

    private KeyParts(List<KeyPart> parts) {
        this.parts = List.copyOf(parts);
    }

    /// Sorts the parts.
    ///
    /// @throws IllegalArgumentException when two parts have the same kind and name
    public static KeyParts of(Collection<KeyPart> parts) {
        List<KeyPart> sorted = new ArrayList<>(parts);
        Collections.sort(sorted);
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i - 1).compareTo(sorted.get(i)) == 0) {
                throw new IllegalArgumentException("a key has each part once");
            }
        }
        return new KeyParts(sorted);
    }

    public List<KeyPart> parts() {
        return parts;
    }

    /// The names of all parts of a kind, sorted.
    public List<String> names(KeyPart.Kind kind) {
        List<String> names = new ArrayList<>();
        for (KeyPart part : parts) {
            if (part.kind() == kind) {
                names.add(part.name());
            }
        }
        return names;
    }

    /// The key that these parts make; hashed once.
    public StepKey key() {
        StepKey made = key;
        if (made == null) {
            made = hash();
            key = made;
        }
        return made;
    }

    private StepKey hash() {
        MessageDigest hash = Digest.start();
        update(hash, FORMAT);
        for (KeyPart part : parts) {
            update(hash, part.kind().name());
            update(hash, part.name());
            update(hash, part.value());
        }
        return new StepKey(Digest.finish(hash));
    }

    private static void update(MessageDigest hash, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        hash.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
        hash.update(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyParts that && that.parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return "KeyParts" + parts;
    }
}
