package dev.firn.nix.compare.archive;

import dev.firn.nix.compare.unpack.Damaged;
import dev.firn.nix.nar.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A tar archive of POSIX or GNU. What comes before a member to say more of it, such as a long
/// name, is a part of its own.
final class TarArchive extends Archive {

    static final int BLOCK = 512;

    private static final int NAME_LENGTH = 100;
    private static final int SIZE = 124;
    private static final int SIZE_END = 136;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_END = 156;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_END = 500;
    private static final int LONGEST_NAME = 1 << 16;

    private static final String ZEROS = "\0".repeat(BLOCK);
    private static final Pattern PATH = Pattern.compile("\\d+ path=([^\n]*)\n");

    /// The whole name of the member that comes next, if it has been told.
    private String longName = "";

    TarArchive(FileTree.Regular file) throws IOException {
        super(file);
    }

    static boolean isHeader(byte[] head) {
        return head.length >= BLOCK
                && new String(head, MAGIC, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }

    @Override
    public Optional<Part> next() throws IOException {
        if (at == size) {
            return Optional.empty();
        }
        String header = text(at, BLOCK);
        if (header.equals(ZEROS)) {
            if (behindZeros(at) != size) {
                throw new Damaged("a tar archive has something after its end");
            }
            return Optional.empty();
        }
        check(header);
        char type = header.charAt(TYPE);
        long length = number(header.substring(SIZE, SIZE_END).replace('\0', ' ').strip(), 8);
        if (type == 'S') {
            throw new Damaged("a sparse file in a tar archive");
        }
        Part part = new Part(name(header), lasting(header), false, content(at + BLOCK, length));
        pad(at + BLOCK + length, BLOCK);
        longName =
                switch (type) {
                    case 'L' -> told(part).replaceFirst("\0.*$", "");
                    case 'x' -> {
                        Matcher path = PATH.matcher(told(part));
                        yield path.find() ? path.group(1) : "";
                    }
                    case 'K' -> longName;
                    default -> "";
                };
        return Optional.of(part);
    }

    private String name(String header) {
        if (!longName.isEmpty()) {
            return longName;
        }
        String name = terminated(header.substring(0, NAME_LENGTH));
        boolean posix = header.startsWith("ustar\0", MAGIC);
        String prefix = posix ? terminated(header.substring(PREFIX, PREFIX_END)) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private String told(Part part) throws IOException {
        return text(part.content().from(), (int) Math.min(part.content().size(), LONGEST_NAME));
    }

    private static String terminated(String field) {
        int end = field.indexOf('\0');
        return end < 0 ? field : field.substring(0, end);
    }

    /// How numbers are written stays.
    private static String lasting(String header) {
        return header.substring(0, SIZE)
                + header.substring(SIZE, SIZE_END).replaceAll("[0-7]", "0")
                + header.substring(SIZE_END, CHECKSUM)
                + header.substring(CHECKSUM, CHECKSUM_END).replaceAll("[0-7]", "0")
                + header.substring(CHECKSUM_END);
    }

    private static void check(String header) throws Damaged {
        String field = header.substring(CHECKSUM, CHECKSUM_END);
        long sum = header.chars().sum() - field.chars().sum() + (long) ' ' * field.length();
        if (number(field.replace('\0', ' ').strip(), 8) != sum) {
            throw new Damaged("a checksum in a tar archive is wrong");
        }
    }
}
