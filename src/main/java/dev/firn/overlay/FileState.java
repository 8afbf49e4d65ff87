package dev.firn.overlay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/// What `lstat` says of a file.
///
/// @param mode type and permission bits
/// @param modified to the nanosecond
public record FileState(int mode, long size, int links, long inode, FileTime modified) {

    public static FileState of(Path file) throws IOException {
        Map<String, Object> facts =
                Files.readAttributes(
                        file,
                        "unix:mode,size,nlink,ino,lastModifiedTime",
                        LinkOption.NOFOLLOW_LINKS);
        return new FileState(
                (Integer) fact(facts, "mode"),
                (Long) fact(facts, "size"),
                (Integer) fact(facts, "nlink"),
                (Long) fact(facts, "ino"),
                (FileTime) fact(facts, "lastModifiedTime"));
    }

    private static Object fact(Map<String, Object> facts, String name) {
        Object value = facts.get(name);
        if (value == null) {
            throw new IllegalStateException("every file has a " + name);
        }
        return value;
    }

    /// The mode without the type.
    public int permissions() {
        return mode & 07777;
    }

    public boolean isDirectory() {
        return type() == 'd';
    }

    /// The letter that find gives this kind of file: f d l p s c b.
    public char type() {
        return switch (mode & 0170000) {
            case 0100000 -> 'f';
            case 0040000 -> 'd';
            case 0120000 -> 'l';
            case 0010000 -> 'p';
            case 0140000 -> 's';
            case 0020000 -> 'c';
            case 0060000 -> 'b';
            default -> throw new IllegalStateException("mode " + Integer.toOctalString(mode));
        };
    }
}
