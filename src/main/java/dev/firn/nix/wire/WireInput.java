package dev.firn.nix.wire;

import dev.firn.nix.path.StorePath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads the protocol's words; the other half of [WireOutput].
public final class WireInput {

    private static final int CAPACITY = 1 << 16;

    /// No answer that firn asks for comes near; more means that both sides are out of step.
    private static final long LONGEST_TEXT = 1 << 26;

    private final Link link;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(CAPACITY).order(ByteOrder.LITTLE_ENDIAN).flip();

    public WireInput(Link link) {
        this.link = link;
    }

    public long number() {
        require(Long.BYTES);
        return buffer.getLong();
    }

    public boolean flag() {
        return number() != 0;
    }

    /// One character per byte.
    public String text() {
        return text(StandardCharsets.ISO_8859_1);
    }

    /// Text for people.
    public String message() {
        return text(StandardCharsets.UTF_8);
    }

    public List<String> texts() {
        int count = count();
        List<String> texts = new ArrayList<>(Math.min(count, 1 << 12));
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    public StorePath path() {
        return storePath(text());
    }

    /// A path, or an empty text for none.
    public Optional<StorePath> optionalPath() {
        String text = text();
        return text.isEmpty() ? Optional.empty() : Optional.of(storePath(text));
    }

    public SortedSet<StorePath> paths() {
        int count = count();
        SortedSet<StorePath> paths = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            paths.add(path());
        }
        return paths;
    }

    /// How many things follow.
    public int count() {
        long count = number();
        if (count < 0 || count > LONGEST_TEXT) {
            throw link.outOfStep("a list of " + Long.toUnsignedString(count) + " elements");
        }
        return (int) count;
    }

    private String text(Charset charset) {
        long length = number();
        if (length < 0 || length > LONGEST_TEXT) {
            throw link.outOfStep("a text of " + Long.toUnsignedString(length) + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        fill(bytes);
        int padding = (int) (-length & 7);
        require(padding);
        buffer.position(buffer.position() + padding);
        return new String(bytes, charset);
    }

    private StorePath storePath(String text) {
        try {
            return StorePath.parse(text);
        } catch (IllegalArgumentException e) {
            throw link.outOfStep("'" + text + "' where a store path belongs");
        }
    }

    private void fill(byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            require(1);
            int part = Math.min(bytes.length - done, buffer.remaining());
            buffer.get(bytes, done, part);
            done += part;
        }
    }

    /// Waits until so many bytes can be had from the buffer.
    private void require(int bytes) {
        if (buffer.remaining() >= bytes) {
            return;
        }
        buffer.compact();
        try {
            while (buffer.position() < bytes) {
                link.read(buffer);
            }
        } finally {
            buffer.flip();
        }
    }
}
