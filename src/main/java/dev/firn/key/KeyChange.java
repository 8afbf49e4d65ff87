package dev.firn.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// One part in which two keys differ.
///
/// @param before the value in the older key; empty if it has no such part
/// @param after the value in the newer key; empty if it has no such part
public record KeyChange(
        KeyPart.Kind kind, String name, Optional<String> before, Optional<String> after) {

    /// What makes two keys differ, sorted by kind and name; nothing if they are equal.
    public static List<KeyChange> between(KeyParts older, KeyParts newer) {
        SortedMap<KeyPart, String> before = values(older);
        SortedMap<KeyPart, String> after = values(newer);
        TreeSet<KeyPart> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        List<KeyChange> changes = new ArrayList<>();
        for (KeyPart part : all) {
            Optional<String> old = Optional.ofNullable(before.get(part));
            Optional<String> now = Optional.ofNullable(after.get(part));
            if (!old.equals(now)) {
                changes.add(new KeyChange(part.kind(), part.name(), old, now));
            }
        }
        return changes;
    }

    /// Parts are in order by kind and name alone.
    private static SortedMap<KeyPart, String> values(KeyParts parts) {
        SortedMap<KeyPart, String> values = new TreeMap<>();
        for (KeyPart part : parts.parts()) {
            values.put(part, part.value());
        }
        return values;
    }
}
