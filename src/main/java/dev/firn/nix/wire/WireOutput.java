package dev.firn.nix.wire;

import dev.firn.nix.path.StorePath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/// Writes the protocol's words: 64-bit little-endian numbers, and bytes padded to eight.
/// Strings hold one byte per character.
public final class WireOutput {

    private static final int CAPACITY = 1 << 16;

    private final Link link;
    private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);

    public WireOutput(Link link) {
        this.link = link;
    }

    public void number(long value) {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        buffer.putLong(value);
    }

    public void flag(boolean value) {
        number(value ? 1 : 0);
    }

    public void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        number(bytes.length);
        bytes(bytes, 0, bytes.length);
        for (int padding = -bytes.length & 7; padding > 0; padding--) {
            bytes(new byte[1], 0, 1);
        }
    }

    public void texts(Collection<String> values) {
        number(values.size());
        for (String value : values) {
            text(value);
        }
    }

    public void path(StorePath path) {
        text(path.toString());
    }

    public void paths(Collection<StorePath> paths) {
        number(paths.size());
        for (StorePath path : paths) {
            path(path);
        }
    }

    /// Bytes as they are, without length or padding.
    public void bytes(byte[] bytes, int from, int length) {
        if (length > buffer.remaining()) {
            flush();
        }
        if (length > buffer.remaining()) {
            link.write(ByteBuffer.wrap(bytes, from, length));
        } else {
            buffer.put(bytes, from, length);
        }
    }

    public void flush() {
        buffer.flip();
        try {
            link.write(buffer);
        } finally {
            buffer.clear();
        }
    }
}
