package dev.firn.nix.result;

import dev.firn.nix.nar.FileTree;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Compares trees, gzip files by what is in them: two programs pack the same in different ways.
final class PackedComparison {

    private static final int PORTION = 1 << 16;

    private PackedComparison() {}

    static boolean same(FileTree a, FileTree b) throws IOException {
        return switch (a) {
            case FileTree.Symlink link -> link.equals(b);
            case FileTree.Directory directory ->
                    b instanceof FileTree.Directory other && entries(directory, other);
            case FileTree.Regular file ->
                    b instanceof FileTree.Regular other
                            && file.executable() == other.executable()
                            && (content(file, other, false) || content(file, other, true));
        };
    }

    private static boolean entries(FileTree.Directory a, FileTree.Directory b) throws IOException {
        SortedMap<String, FileTree> others = b.entries();
        SortedMap<String, FileTree> entries = a.entries();
        if (!entries.keySet().equals(others.keySet())) {
            return false;
        }
        for (Map.Entry<String, FileTree> entry : entries.entrySet()) {
            FileTree other = others.get(entry.getKey());
            if (other == null || !same(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean content(FileTree.Regular a, FileTree.Regular b, boolean unpack)
            throws IOException {
        try (InputStream first = open(a, unpack);
                InputStream second = open(b, unpack)) {
            byte[] one;
            do {
                one = first.readNBytes(PORTION);
                if (!Arrays.equals(one, second.readNBytes(PORTION))) {
                    return false;
                }
            } while (one.length == PORTION);
            return true;
        } catch (ZipException | EOFException e) {
            return false;
        }
    }

    private static InputStream open(FileTree.Regular file, boolean unpack) throws IOException {
        InputStream in = file.open();
        return unpack ? new GZIPInputStream(in, PORTION) : in;
    }
}
