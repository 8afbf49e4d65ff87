package dev.firn;

import dev.firn.cli.request.Settings;
import dev.firn.store.CacheDirectory;
import java.nio.file.Path;
import java.util.Map;

/// Where the cache is.
///
/// @param environment of the user
record CachePlace(Map<String, String> environment) {

    CacheDirectory open(Settings settings) {
        return CacheDirectory.open(of(settings));
    }

    /// To work in one that must be there: a mistyped name makes none.
    CacheDirectory enter(Settings settings) {
        CacheDirectory.look(of(settings));
        return open(settings);
    }

    /// Without making one, or changing what is there.
    CacheDirectory look(Settings settings) {
        return CacheDirectory.look(of(settings));
    }

    Path of(Settings settings) {
        return settings.cache().isPresent()
                ? Path.of(settings.cache().get())
                : CacheDirectory.usualPlace(environment);
    }
}
