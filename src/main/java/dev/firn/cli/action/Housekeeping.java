package dev.firn.cli.action;

import dev.firn.cli.request.Settings;
import dev.firn.cli.request.keep.DuRequest;
import dev.firn.cli.request.keep.GcRequest;
import dev.firn.cli.request.keep.PinRequest;
import dev.firn.cli.request.keep.UnpinRequest;
import dev.firn.gc.Collected;
import dev.firn.gc.Pin;
import dev.firn.gc.Usage;
import java.io.IOException;
import java.util.List;

/// The upkeep of a cache. Neither Nix nor the sandbox is needed.
public interface Housekeeping {

    /// Removes layers, or says which would go.
    Collected gc(GcRequest request) throws IOException;

    /// Says what takes the room.
    Usage du(DuRequest request) throws IOException;

    /// Keeps a state from being removed.
    Pin pin(PinRequest request) throws IOException;

    /// What is pinned.
    List<Pin> pins(Settings settings) throws IOException;

    /// Lets go what was pinned.
    ///
    /// @return what is not pinned any more
    List<Pin> unpin(UnpinRequest request) throws IOException;
}
