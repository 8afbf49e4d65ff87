package dev.firn.nix.daemon;

import dev.firn.nix.path.StorePath;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What Nix would do to realise some paths.
///
/// @param build derivations it would build
/// @param substitute paths it would fetch
/// @param unknown paths it can neither build nor fetch
/// @param downloadSize bytes to fetch
/// @param narSize bytes they take in the store
public record Missing(
        SortedSet<StorePath> build,
        SortedSet<StorePath> substitute,
        SortedSet<StorePath> unknown,
        long downloadSize,
        long narSize) {

    public Missing {
        build = Collections.unmodifiableSortedSet(new TreeSet<>(build));
        substitute = Collections.unmodifiableSortedSet(new TreeSet<>(substitute));
        unknown = Collections.unmodifiableSortedSet(new TreeSet<>(unknown));
    }

    /// Whether everything is there already.
    public boolean nothing() {
        return build.isEmpty() && substitute.isEmpty() && unknown.isEmpty();
    }
}
