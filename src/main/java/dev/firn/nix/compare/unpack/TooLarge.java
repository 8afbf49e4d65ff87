package dev.firn.nix.compare.unpack;

import java.io.IOException;

/// There is more in a file than firn looks into.
public final class TooLarge extends IOException {

    TooLarge(String message) {
        super(message);
    }
}
