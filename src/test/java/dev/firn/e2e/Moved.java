package dev.firn.e2e;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/// Turns the store paths of one build into those of another: every piece of a hash, 8 characters
/// or longer, becomes the same piece of the other hash.
record Moved(Map<String, String> windows) {

    private static final int PIECE = 8;
    private static final int HASH_START = "/nix/store/".length();
    private static final int HASH_LENGTH = 32;

    Moved {
        windows = Map.copyOf(windows);
    }

    /// @param from store path by output
    /// @param to the same outputs elsewhere
    static Moved between(SortedMap<String, String> from, SortedMap<String, String> to) {
        Map<String, String> windows = new HashMap<>();
        for (Map.Entry<String, String> output : from.entrySet()) {
            String old = output.getValue();
            String other = to.getOrDefault(output.getKey(), old);
            for (int i = HASH_START; i <= HASH_START + HASH_LENGTH - PIECE; i++) {
                windows.put(old.substring(i, i + PIECE), other.substring(i, i + PIECE));
            }
        }
        return new Moved(windows);
    }

    /// @param bytes one char for each byte
    String of(String bytes) {
        StringBuilder moved = new StringBuilder(bytes);
        for (int i = 0; i + PIECE <= bytes.length(); i++) {
            String other = windows.get(bytes.substring(i, i + PIECE));
            if (other != null) {
                moved.replace(i, i + PIECE, other);
            }
        }
        return moved.toString();
    }

    String of(byte[] bytes) {
        return of(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
