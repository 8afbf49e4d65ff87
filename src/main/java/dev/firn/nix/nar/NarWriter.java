package dev.firn.nix.nar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes a tree as Nix archive: the one form of a tree that depends on nothing but its names,
/// contents, link targets and executable bits.
///
/// Needs as much memory as the longest chain of directories from the root has entries.
public final class NarWriter {

    private static final int BUFFER = 1 << 16;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;

    private NarWriter(OutputStream out) {
        this.out = out;
    }

    /// Writes the archive of `tree`. Neither flushes nor closes `out`.
    public static void write(FileTree tree, OutputStream out) throws IOException {
        NarWriter writer = new NarWriter(out);
        writer.text("nix-archive-1");
        writer.node(tree);
        writer.drain();
    }

    private void node(FileTree tree) throws IOException {
        text("(");
        text("type");
        switch (tree) {
            case FileTree.Directory directory -> directory(directory);
            case FileTree.Regular file -> file(file);
            case FileTree.Symlink link -> {
                text("symlink");
                text("target");
                text(link.target());
            }
        }
        text(")");
    }

    private void directory(FileTree.Directory directory) throws IOException {
        text("directory");
        for (Map.Entry<String, FileTree> entry : directory.entries().entrySet()) {
            text("entry");
            text("(");
            text("name");
            text(entry.getKey());
            text("node");
            node(entry.getValue());
            text(")");
        }
    }

    private void file(FileTree.Regular file) throws IOException {
        text("regular");
        if (file.executable()) {
            text("executable");
            text("");
        }
        text("contents");
        long size = file.size();
        number(size);
        try (InputStream content = file.open()) {
            copy(content, size);
        }
        pad(size);
    }

    private void copy(InputStream content, long size) throws IOException {
        long left = size;
        while (left > 0) {
            room(1);
            int n = content.read(buffer, filled, (int) Math.min(left, BUFFER - filled));
            if (n < 0) {
                throw new IOException("a file became shorter while it was read");
            }
            filled += n;
            left -= n;
        }
    }

    private void text(String text) throws IOException {
        number(text.length());
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; ) {
            room(1);
            int n = Math.min(bytes.length - at, BUFFER - filled);
            System.arraycopy(bytes, at, buffer, filled, n);
            filled += n;
            at += n;
        }
        pad(bytes.length);
    }

    private void number(long value) throws IOException {
        room(Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            buffer[filled++] = (byte) (value >>> (8 * i));
        }
    }

    /// Zeros up to the next multiple of eight.
    private void pad(long length) throws IOException {
        int zeros = (int) (-length & 7);
        room(zeros);
        for (int i = 0; i < zeros; i++) {
            buffer[filled++] = 0;
        }
    }

    private void room(int bytes) throws IOException {
        if (BUFFER - filled < bytes) {
            drain();
        }
    }

    private void drain() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }
}
