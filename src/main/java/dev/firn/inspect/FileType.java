package dev.firn.inspect;

/// The kinds of files, in words.
public final class FileType {

    private FileType() {}

    /// @param letter as find says it
    public static String word(char letter) {
        return switch (letter) {
            case 'f' -> "file";
            case 'd' -> "directory";
            case 'l' -> "symbolic link";
            case 'p' -> "named pipe";
            case 's' -> "socket";
            case 'c', 'b' -> "device";
            default -> throw new IllegalArgumentException("no kind of file: " + letter);
        };
    }
}
