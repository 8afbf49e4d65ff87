package dev.firn.nix.piece;

import dev.firn.nix.path.StorePath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The paths whose pieces are looked for, prepared for a fast search.
///
/// A piece is found by its windows: four bytes in a row of which at least one is of the hash part.
/// Each window holds three pairs of bytes, so a search that looks at every third pair misses none.
public final class ScratchPaths {

    public static final int WINDOW = 4;

    /// So many pairs of bytes a window holds.
    static final int STEP = WINDOW - 1;

    /// Stands for a window of the hash in UTF-16.
    static final int WIDE = -1;

    private static final int PAIRS = 1 << 16;
    private static final int UNUSED = -2;

    private final List<StorePath> paths;
    private final byte[][] texts;
    private final long[] pairs = new long[PAIRS / Long.SIZE];
    private final int[] windows;
    private final int[] owners;
    private final int[] indexes;
    private final int mask;

    public ScratchPaths(Collection<StorePath> paths) {
        SortedSet<StorePath> sorted = new TreeSet<>(paths);
        this.paths = List.copyOf(sorted);
        texts = new byte[sorted.size()][];
        int perPath = StorePath.HASH_LENGTH + WINDOW;
        int slots = Integer.highestOneBit(Math.max(1, sorted.size()) * perPath * 8);
        windows = new int[slots];
        owners = new int[slots];
        indexes = new int[slots];
        mask = slots - 1;
        Arrays.fill(indexes, UNUSED);
        for (int owner = 0; owner < texts.length; owner++) {
            byte[] text = this.paths.get(owner).toString().getBytes(StandardCharsets.ISO_8859_1);
            texts[owner] = text;
            int first = Piece.HASH_FROM - WINDOW + 1;
            for (int i = first; i < Piece.HASH_TO && i + WINDOW <= text.length; i++) {
                add(text, i, owner, i);
            }
            byte[] wide = {text[Piece.HASH_FROM], 0, text[Piece.HASH_FROM + 1], 0};
            add(wide, 0, owner, WIDE);
        }
    }

    public List<StorePath> paths() {
        return paths;
    }

    byte[] text(int owner) {
        return texts[owner];
    }

    /// The first place from `from` on, in steps of [#STEP], whose pair of bytes occurs in a window;
    /// beyond `to` if there is none.
    int nextPair(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to) {
            int pair = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
            if (((pairs[pair >>> 6] >>> pair) & 1) != 0) {
                return at;
            }
            at += STEP;
        }
        return at;
    }

    /// The first slot that holds the window at `at`, negative if there is none.
    int slot(byte[] bytes, int at) {
        return probe(word(bytes, at), hash(word(bytes, at)));
    }

    /// The next slot that holds the same window, negative if there is none.
    int slotAfter(int slot) {
        return probe(windows[slot], slot + 1);
    }

    int owner(int slot) {
        return owners[slot];
    }

    /// Index of the window in its owner's text, or [#WIDE].
    int index(int slot) {
        return indexes[slot];
    }

    private int probe(int window, int start) {
        for (int slot = start & mask; indexes[slot] != UNUSED; slot = (slot + 1) & mask) {
            if (windows[slot] == window) {
                return slot;
            }
        }
        return -1;
    }

    private void add(byte[] text, int at, int owner, int index) {
        int window = word(text, at);
        int slot = hash(window);
        while (indexes[slot] != UNUSED) {
            slot = (slot + 1) & mask;
        }
        windows[slot] = window;
        owners[slot] = owner;
        indexes[slot] = index;
        for (int i = 0; i + 1 < WINDOW; i++) {
            int pair = (text[at + i] & 0xff) << 8 | (text[at + i + 1] & 0xff);
            pairs[pair >>> 6] |= 1L << pair;
        }
    }

    private int hash(int window) {
        return ((window * 0x9E3779B1) >>> 16) & mask;
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }
}
