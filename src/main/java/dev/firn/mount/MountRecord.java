package dev.firn.mount;

import dev.firn.history.State;
import dev.firn.snapshot.Layer;
import dev.firn.store.LayerId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// What the cache knows of a state that is mounted.
///
/// @param id random
/// @param build the id of the build
/// @param name of the derivation
/// @param state as in `buildPhase@before`
/// @param layers all of the chain, bottom first; nobody may remove them meanwhile
/// @param directory where it was mounted
/// @param made whether firn made the directory, and removes it
/// @param writable whether there is a layer on top that can be written to
/// @param since to the millisecond
public record MountRecord(
        String id,
        String build,
        String name,
        String state,
        List<LayerId> layers,
        Path directory,
        boolean made,
        boolean writable,
        Instant since,
        Origin origin) {

    public MountRecord {
        layers = List.copyOf(layers);
    }

    /// Under which the kernel lists the mount.
    String mark() {
        return mark(id);
    }

    static String mark(String id) {
        return "firn-" + id;
    }

    /// Whether it shows this state, to someone who only reads.
    boolean shows(State other) {
        return !writable
                && name.equals(other.build().name())
                && state.equals(other.name())
                && layers.equals(other.chain().layers().stream().map(Layer::id).toList());
    }
}
