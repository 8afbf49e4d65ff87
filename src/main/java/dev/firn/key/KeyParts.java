package dev.firn.key;

import dev.firn.digest.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// Everything a step's key covers, in the one order and encoding in which it is hashed.
///
/// The encoding: the format's name, then every part sorted by kind and name, each as three strings
/// (kind, name, value), each string as its length in bytes (eight bytes, big endian) and its bytes.
/// It holds nothing of the machine, the user, the time or the cache's place, and no value that an
/// earlier step produced: those follow from the parent's key.
public record KeyParts(List<KeyPart> parts) {

    /// Changes whenever the same parts would have to give another key.
    public static final String FORMAT = "firn step key 2";

    /// Sorts the parts.
    ///
    /// @throws IllegalArgumentException when two parts have the same kind and name
    public KeyParts {
        TreeSet<KeyPart> sorted = new TreeSet<>(parts);
        if (sorted.size() != parts.size()) {
            throw new IllegalArgumentException("a key has each part once");
        }
        parts = List.copyOf(sorted);
    }

    public static KeyParts of(Collection<KeyPart> parts) {
        return new KeyParts(List.copyOf(parts));
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

    public StepKey key() {
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
}
