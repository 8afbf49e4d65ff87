package dev.firn.nix.relocate;

import dev.firn.nix.nar.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Where compiled code begins in a file: at its start, or in each member of a static library.
final class ObjectFiles {

    private static final String ELF = "\u007fELF";
    private static final String LIBRARY = "!<arch>\n";
    private static final int MEMBER_HEADER = 60;
    private static final int SIZE_FROM = 48;
    private static final int SIZE_TO = 58;

    private ObjectFiles() {}

    /// Ascending; empty if there is none.
    static List<Long> starts(FileTree.Regular file, byte[] head) throws IOException {
        String magic = new String(head, StandardCharsets.ISO_8859_1);
        if (magic.startsWith(ELF)) {
            return List.of(0L);
        }
        return magic.startsWith(LIBRARY) ? members(file) : List.of();
    }

    private static List<Long> members(FileTree.Regular file) throws IOException {
        List<Long> starts = new ArrayList<>();
        long at = LIBRARY.length();
        try (InputStream in = file.open()) {
            in.skipNBytes(Math.min(at, file.size()));
            while (at + MEMBER_HEADER <= file.size()) {
                String header =
                        new String(in.readNBytes(MEMBER_HEADER), StandardCharsets.ISO_8859_1);
                long size = number(header.substring(SIZE_FROM, SIZE_TO).strip());
                if (!header.endsWith("`\n") || size < 0) {
                    return starts;
                }
                at += MEMBER_HEADER;
                starts.add(at);
                long next = at + size + (size & 1);
                if (next > file.size()) {
                    return starts;
                }
                in.skipNBytes(next - at);
                at = next;
            }
        }
        return starts;
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
