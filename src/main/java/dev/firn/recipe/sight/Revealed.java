package dev.firn.recipe.sight;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a step sees although its code does not mention it, because an earlier run showed that it
/// has to.
///
/// @param names of variables and functions
/// @param everything whether nothing at all is hidden from it, inputs included
public record Revealed(SortedSet<String> names, boolean everything) {

    public static final Revealed NOTHING = new Revealed(new TreeSet<>(), false);
    public static final Revealed EVERYTHING = new Revealed(new TreeSet<>(), true);

    public Revealed {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    public static Revealed of(Collection<String> names) {
        return new Revealed(new TreeSet<>(names), false);
    }

    public Revealed plus(Revealed other) {
        SortedSet<String> both = new TreeSet<>(names);
        both.addAll(other.names);
        return new Revealed(both, everything || other.everything);
    }

    public boolean isNothing() {
        return names.isEmpty() && !everything;
    }

    boolean shows(String name) {
        return everything || names.contains(name);
    }
}
