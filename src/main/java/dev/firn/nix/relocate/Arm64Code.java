package dev.firn.nix.relocate;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.piece.Piece;
import dev.firn.nix.piece.ScratchPaths;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/// Looks for constants of AArch64 code that are pieces of a path. A compiler puts eight bytes
/// together from four halves, each in an instruction of its own (`movz`, `movk`) and across the
/// bounds of bytes, so that they are nowhere in the file in a row.
final class Arm64Code {

    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F', 2, 1};
    private static final int MACHINE_AT = 18;
    private static final int HEAD = 20;
    private static final int AARCH64 = 183;

    private static final int INSTRUCTION = 4;
    private static final int KIND = 0x7f800000;
    private static final int MOVZ = 0x52800000;
    private static final int MOVK = 0x72800000;
    private static final int REGISTERS = 32;
    private static final int LONG = 8;
    private static final int SHORT = 4;
    private static final int LIKELY_HASH = 4;

    private final ScratchPaths paths;
    private final long[] values = new long[REGISTERS];
    private final int[] halves = new int[REGISTERS];

    private Arm64Code(ScratchPaths paths) {
        this.paths = paths;
    }

    /// The first instruction of an object file that makes a constant a piece of a path.
    ///
    /// @param start where the object file begins
    /// @return its offset in the file; nothing also when the code is another processor's
    static OptionalLong first(FileTree.Regular file, long start, ScratchPaths paths)
            throws IOException {
        try (InputStream in = new BufferedInputStream(file.open())) {
            in.skipNBytes(start);
            byte[] head = in.readNBytes(HEAD);
            return isAarch64(head)
                    ? new Arm64Code(paths).first(in, start + HEAD)
                    : OptionalLong.empty();
        }
    }

    private static boolean isAarch64(byte[] head) {
        return head.length == HEAD
                && Arrays.mismatch(head, MAGIC) == MAGIC.length
                && head[MACHINE_AT] == (byte) AARCH64
                && head[MACHINE_AT + 1] == 0;
    }

    private OptionalLong first(InputStream content, long start) throws IOException {
        byte[] word = new byte[INSTRUCTION];
        long offset = start;
        while (content.readNBytes(word, 0, INSTRUCTION) == INSTRUCTION) {
            int instruction =
                    (word[0] & 0xff)
                            | (word[1] & 0xff) << 8
                            | (word[2] & 0xff) << 16
                            | (word[3] & 0xff) << 24;
            if (completes(instruction)) {
                return OptionalLong.of(offset);
            }
            offset += INSTRUCTION;
        }
        return OptionalLong.empty();
    }

    private boolean completes(int instruction) {
        int kind = instruction & KIND;
        if (kind != MOVZ && kind != MOVK) {
            return false;
        }
        int register = instruction & (REGISTERS - 1);
        int half = (instruction >>> 21) & 3;
        long immediate = (instruction >>> 5) & 0xffffL;
        boolean wide = instruction < 0;
        if (kind == MOVZ) {
            values[register] = 0;
            halves[register] = 0;
        }
        values[register] &= ~(0xffffL << (16 * half));
        values[register] |= immediate << (16 * half);
        halves[register] |= 1 << half;
        if (wide) {
            return halves[register] == 0b1111 && isPiece(values[register], LONG);
        }
        return halves[register] == 0b11 && isPiece(values[register], SHORT);
    }

    private boolean isPiece(long value, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ((value >>> (8 * i)) & 0xff));
        }
        for (StorePath path : paths.paths()) {
            int from = path.toString().indexOf(text.toString());
            int hash = Math.min(from + length, Piece.HASH_TO) - Math.max(from, Piece.HASH_FROM);
            if (from >= 0 && hash >= LIKELY_HASH) {
                return true;
            }
        }
        return false;
    }
}
