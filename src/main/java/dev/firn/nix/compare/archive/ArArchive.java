package dev.firn.nix.compare.archive;

import dev.firn.nix.compare.stream.Slice;
import dev.firn.nix.compare.unpack.Damaged;
import dev.firn.nix.nar.FileTree;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// A static library, a Debian package: an archive of the program ar.
final class ArArchive extends Archive {

    static final String MAGIC = "!<arch>\n";

    private static final int HEADER = 60;
    private static final int NAME_END = 16;
    private static final int SIZE = 48;
    private static final int SIZE_END = 58;
    private static final int LONGEST_NAMES = 1 << 24;
    private static final int LONGEST_NAME = 1 << 12;

    private static final Set<String> INDEXES = Set.of("/", "/SYM64/");
    private static final String NAMES = "//";

    /// The long names, one after the other.
    private String names = "";

    ArArchive(FileTree.Regular file) throws IOException {
        super(file);
        at = MAGIC.length();
    }

    @Override
    public Optional<Part> next() throws IOException {
        if (at == size) {
            return Optional.empty();
        }
        String header = text(at, HEADER);
        String digits = header.substring(SIZE, SIZE_END).stripTrailing();
        long length = number(digits, 10);
        if (!header.endsWith("`\n") || !digits.equals(Long.toString(length))) {
            throw new Damaged("a header of an archive is damaged");
        }
        Slice content = content(at + HEADER, length);
        at = content.from() + length;
        if (at < size && length % 2 == 1 && !text(at++, 1).equals("\n")) {
            throw new Damaged("an archive has something between its members");
        }
        String field = header.substring(0, NAME_END).stripTrailing();
        if (field.equals(NAMES)) {
            names = text(content.from(), (int) Math.min(length, LONGEST_NAMES));
        }
        String lasting = header.substring(0, SIZE) + header.substring(SIZE_END);
        return Optional.of(new Part(name(field), lasting, INDEXES.contains(field), content));
    }

    private String name(String field) {
        if (field.matches("/\\d{1,9}") && Integer.parseInt(field.substring(1)) < names.length()) {
            int from = Integer.parseInt(field.substring(1));
            int end = names.indexOf("/\n", from);
            boolean told = end >= 0 && end - from <= LONGEST_NAME;
            return told ? names.substring(from, end) : field;
        }
        return field.length() > 1 && field.endsWith("/") && !field.equals(NAMES)
                ? field.substring(0, field.length() - 1)
                : field;
    }
}
