package dev.firn.nix.compare.unpack;

import java.io.IOException;

/// Something is not what it looks like, or of a kind that firn cannot read: it proves nothing.
public final class Damaged extends IOException {

    public Damaged(String message) {
        super(message);
    }
}
