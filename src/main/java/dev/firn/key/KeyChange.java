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

    /// The files by which Nix hands over the variables of `passAsFile`.
    private static final String PASSED = ".attr-";

    private static final String PLACE = "Path";

    /// What makes two keys differ, sorted by kind and name; nothing if they are equal. A file that
    /// stands for a variable is told by the variable's name.
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
                changes.add(told(part, older, newer, old, now));
            }
        }
        return changes;
    }

    private static KeyChange told(
            KeyPart part,
            KeyParts older,
            KeyParts newer,
            Optional<String> old,
            Optional<String> now) {
        if (part.kind() == KeyPart.Kind.FILE && part.name().startsWith(PASSED)) {
            for (KeyParts parts : List.of(newer, older)) {
                for (KeyPart each : parts.parts()) {
                    if (each.kind() == KeyPart.Kind.VARIABLE
                            && each.name().endsWith(PLACE)
                            && each.value().endsWith('/' + part.name())) {
                        int length = each.name().length() - PLACE.length();
                        String name = each.name().substring(0, length);
                        return new KeyChange(
                                KeyPart.Kind.VARIABLE,
                                name,
                                old.map(KeyPart::exported),
                                now.map(KeyPart::exported));
                    }
                }
            }
        }
        return new KeyChange(part.kind(), part.name(), old, now);
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
