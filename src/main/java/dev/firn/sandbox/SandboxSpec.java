package dev.firn.sandbox;

import java.util.List;

/// Everything that one run of a program depends on.
///
/// @param binds what appears beside and inside the overlay, mounted in this order
public record SandboxSpec(Overlay overlay, List<Bind> binds, Program program, Isolation isolation) {

    public SandboxSpec {
        binds = List.copyOf(binds);
    }
}
