package dev.firn.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The name of a layer: 16 random characters, 80 bits. Short, because a hundred of them have to
/// fit into the one page that the kernel takes as the options of a mount.
public record LayerId(String value) implements Comparable<LayerId> {

    private static final int LENGTH = 16;

    /// Letters and digits that are not mistaken for each other.
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    /// @throws IllegalArgumentException when `value` is not the name of a layer
    public LayerId {
        if (!isLayerId(value)) {
            throw new IllegalArgumentException("not the name of a layer: " + value);
        }
    }

    /// Whether a name found in the cache is that of a layer.
    public static boolean isLayerId(String name) {
        if (name.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            if (ALPHABET.indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /// A name that nothing else has.
    public static LayerId random() throws IOException {
        return new LayerId(randomName());
    }

    /// As long as the name of a layer, for other things that need one.
    ///
    /// Straight from the kernel: `SecureRandom` takes 20 ms to start.
    public static String randomName() throws IOException {
        byte[] random;
        try (InputStream source = Files.newInputStream(Path.of("/dev/urandom"))) {
            random = source.readNBytes(LENGTH);
        }
        StringBuilder name = new StringBuilder(LENGTH);
        for (byte b : random) {
            name.append(ALPHABET.charAt(b & 31));
        }
        return name.toString();
    }

    @Override
    public int compareTo(LayerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
