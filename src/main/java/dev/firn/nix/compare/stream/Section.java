package dev.firn.nix.compare.stream;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.packed.LimitedStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Parts of files.
public final class Section {

    private Section() {}

    /// The bytes of a part.
    public static InputStream of(FileTree.Regular file, long from, long length) throws IOException {
        InputStream in = file.open();
        try {
            in.skipNBytes(from);
        } catch (IOException e) {
            in.close();
            throw e;
        }
        return new LimitedStream(in, length);
    }

    /// @throws EOFException when the file is shorter
    public static ByteBuffer bytes(FileTree.Regular file, long from, int length, ByteOrder order)
            throws IOException {
        if (from < 0 || length < 0 || from > file.size() - length) {
            throw new EOFException("a file ends early");
        }
        try (InputStream in = of(file, from, length)) {
            byte[] bytes = in.readAllBytes();
            if (bytes.length < length) {
                throw new EOFException("a file ends early");
            }
            return ByteBuffer.wrap(bytes).order(order);
        }
    }

    /// Bytes as text, one per char.
    public static String text(ByteBuffer bytes, int from, int length) {
        byte[] text = new byte[length];
        bytes.get(from, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /// Whether two parts are the same but for whole hashes.
    public static boolean same(
            PathSwap swap,
            FileTree.Regular ours,
            long ourFrom,
            FileTree.Regular theirs,
            long theirFrom,
            long length)
            throws IOException {
        try (InputStream a = of(ours, ourFrom, length);
                InputStream b = of(theirs, theirFrom, length)) {
            return StreamComparison.of(swap, a, b, List.of()).same();
        }
    }
}
