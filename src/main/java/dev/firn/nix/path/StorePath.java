package dev.firn.nix.path;

/// A path directly below `/nix/store`: 32 digits of hash, a dash and a name.
/// Sorted as Nix sorts them, by the bytes of the whole path.
public record StorePath(String hash, String name) implements Comparable<StorePath> {

    /// The only store directory firn knows; its length is part of every path's hash.
    public static final String STORE_DIR = "/nix/store";

    /// Digits of the hash part.
    public static final int HASH_LENGTH = 32;

    private static final int MAX_NAME = 211;
    private static final String PREFIX = STORE_DIR + "/";

    /// @throws IllegalArgumentException when Nix would refuse the hash part or the name
    public StorePath {
        if (!isHash(hash)) {
            throw new IllegalArgumentException("not the hash of a store path: '" + hash + "'");
        }
        String complaint = nameComplaint(name);
        if (!complaint.isEmpty()) {
            throw new IllegalArgumentException("store path name '" + name + "' " + complaint);
        }
    }

    /// @param path a whole path such as `/nix/store/<hash>-<name>`, nothing below it
    public static StorePath parse(String path) {
        if (!path.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not below " + STORE_DIR + ": '" + path + "'");
        }
        return ofBasename(path.substring(PREFIX.length()));
    }

    /// @param basename `<hash>-<name>`
    public static StorePath ofBasename(String basename) {
        if (basename.length() < HASH_LENGTH + 2 || basename.charAt(HASH_LENGTH) != '-') {
            throw new IllegalArgumentException("not a store path: '" + basename + "'");
        }
        return new StorePath(
                basename.substring(0, HASH_LENGTH), basename.substring(HASH_LENGTH + 1));
    }

    /// The store path that `path` is or lies in.
    public static StorePath containing(String path) {
        int end = path.startsWith(PREFIX) ? path.indexOf('/', PREFIX.length()) : -1;
        return parse(end < 0 ? path : path.substring(0, end));
    }

    /// `<hash>-<name>`.
    public String basename() {
        return hash + "-" + name;
    }

    /// Whether the path is a derivation's, by its name.
    public boolean isDerivation() {
        return name.endsWith(".drv");
    }

    @Override
    public int compareTo(StorePath other) {
        int byHash = hash.compareTo(other.hash);
        return byHash != 0 ? byHash : name.compareTo(other.name);
    }

    /// Written out, because linking what a record has by itself costs 10 ms at start-up.
    @Override
    public boolean equals(Object other) {
        return other instanceof StorePath that && hash.equals(that.hash) && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    /// The whole path.
    @Override
    public String toString() {
        return PREFIX + hash + "-" + name;
    }

    private static boolean isHash(String hash) {
        if (hash.length() != HASH_LENGTH) {
            return false;
        }
        for (int i = 0; i < HASH_LENGTH; i++) {
            if (!NixBase32.isDigit(hash.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// What is wrong with a name, empty if nothing. A leading dot is fine for some versions of Nix
    /// and not for others; names that are `.` or `..` up to the first dash are fine for none.
    private static String nameComplaint(String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        if (name.length() > MAX_NAME) {
            return "is longer than " + MAX_NAME + " characters";
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isNameCharacter(name.charAt(i))) {
                return "has a character that is not allowed: '" + name.charAt(i) + "'";
            }
        }
        int dash = name.indexOf('-');
        String first = dash < 0 ? name : name.substring(0, dash);
        return first.equals(".") || first.equals("..") ? "starts like a directory entry" : "";
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "+-._?=".indexOf(c) >= 0;
    }
}
