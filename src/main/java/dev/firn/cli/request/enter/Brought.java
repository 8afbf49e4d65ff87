package dev.firn.cli.request.enter;

import java.util.List;

/// What is to be there that the build has not.
///
/// @param tools installables or store paths whose programs can be called
/// @param network whether the network of the host is there
public record Brought(List<String> tools, boolean network) {
    public Brought {
        tools = List.copyOf(tools);
    }
}
