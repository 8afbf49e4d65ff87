package dev.firn.bash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a shell variable holds, decoded: equal values are equal however a locale prints them.
public sealed interface Value {

    /// Declared, perhaps with attributes, but never assigned (`declare -x FOO`, `declare -a list`).
    record Unset() implements Value {}

    /// One string of bytes.
    record Scalar(String text) implements Value {}

    /// An indexed array; indices may have gaps.
    record Indexed(SortedMap<Long, String> elements) implements Value {
        public Indexed {
            elements = Collections.unmodifiableSortedMap(new TreeMap<>(elements));
        }
    }

    /// An associative array, in the order in which bash iterates over it. The order counts for
    /// restoring only, not for equality.
    record Associative(Map<String, String> elements) implements Value {
        public Associative {
            elements = Collections.unmodifiableMap(new LinkedHashMap<>(elements));
        }
    }

    /// The texts in it: the scalar, or all keys of an associative array and all elements.
    default Iterable<String> texts() {
        return switch (this) {
            case Unset() -> List.of();
            case Scalar(String text) -> List.of(text);
            case Indexed(SortedMap<Long, String> elements) -> elements.values();
            case Associative(Map<String, String> elements) -> {
                List<String> texts = new ArrayList<>(elements.keySet());
                texts.addAll(elements.values());
                yield texts;
            }
        };
    }
}
