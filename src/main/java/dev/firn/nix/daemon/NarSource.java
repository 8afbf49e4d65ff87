package dev.firn.nix.daemon;

import java.io.IOException;
import java.io.OutputStream;

/// Content that can be written once, of any size.
@FunctionalInterface
public interface NarSource {

    void writeTo(OutputStream out) throws IOException;
}
