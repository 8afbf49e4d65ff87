package dev.firn.nix.compare.archive;

import dev.firn.nix.compare.stream.Slice;
import dev.firn.nix.compare.unpack.Damaged;
import dev.firn.nix.nar.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// A cpio archive in the format of the kernel's initial file systems. What follows it, as another
/// archive that is packed, is a part.
final class CpioArchive extends Archive {

    private static final String PLAIN = "070701";
    private static final String CHECKED = "070702";
    private static final String LAST = "TRAILER!!!\0";
    private static final int HEADER = 110;
    private static final int SIZE = 54;
    private static final int SIZE_END = 62;
    private static final int NAME_SIZE = 94;
    private static final int CHECK = 102;
    private static final int LONGEST_NAME = 1 << 12;
    private static final int UNIT = 4;

    private boolean ended;

    CpioArchive(FileTree.Regular file) throws IOException {
        super(file);
    }

    static boolean isMagic(String start) {
        return start.startsWith(PLAIN) || start.startsWith(CHECKED);
    }

    @Override
    public Optional<Part> next() throws IOException {
        if (ended) {
            return follower();
        }
        String fixed = text(at, HEADER);
        long nameSize = number(fixed.substring(NAME_SIZE, CHECK), 16);
        if (!isMagic(fixed) || nameSize < 1 || nameSize > LONGEST_NAME) {
            throw new Damaged("a header of a cpio archive is damaged");
        }
        String name = text(at + HEADER, (int) nameSize);
        pad(at + HEADER + nameSize, UNIT);
        Slice content = content(at, number(fixed.substring(SIZE, SIZE_END), 16));
        pad(at + content.size(), UNIT);
        ended = name.equals(LAST);
        boolean checked = fixed.startsWith(CHECKED);
        if (checked && number(fixed.substring(CHECK), 16) != sum(content)) {
            throw new Damaged("a checksum in a cpio archive is wrong");
        }
        String lasting =
                fixed.substring(0, SIZE)
                        + fixed.substring(SIZE_END, checked ? CHECK : HEADER)
                        + name;
        return Optional.of(new Part(name.substring(0, name.length() - 1), lasting, false, content));
    }

    private Optional<Part> follower() throws IOException {
        long from = behindZeros(at);
        if (from == size) {
            return Optional.empty();
        }
        Slice content = content(from, size - from);
        String lasting = "zeros: " + (from - at);
        at = size;
        return Optional.of(new Part("what follows", lasting, false, content));
    }

    private static long sum(Slice content) throws IOException {
        long sum = 0;
        byte[] portion = new byte[1 << 16];
        try (InputStream in = content.open()) {
            for (int n = in.read(portion); n >= 0; n = in.read(portion)) {
                for (int i = 0; i < n; i++) {
                    sum += portion[i] & 0xff;
                }
            }
        }
        return sum & 0xffffffffL;
    }
}
