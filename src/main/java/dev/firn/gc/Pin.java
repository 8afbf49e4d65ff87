package dev.firn.gc;

import dev.firn.store.LayerId;

/// A state that is to stay.
///
/// @param layer its last one; what it stands on stays with it
/// @param build the id of the build in which it was named
/// @param name of the derivation
/// @param state as in `buildPhase@before`
public record Pin(LayerId layer, String build, String name, String state) {}
