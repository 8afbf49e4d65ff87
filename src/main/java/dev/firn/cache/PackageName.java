package dev.firn.cache;

/// The name of a package: that of its derivation without a version.
///
/// Nix's own rule (`builtins.parseDrvName`): the version begins after the first dash that is not
/// followed by a letter.
public record PackageName(String value) {

    public static PackageName ofDerivation(String name) {
        for (int at = 0; at + 1 < name.length(); at++) {
            char next = (char) (name.charAt(at + 1) | 0x20);
            if (name.charAt(at) == '-' && (next < 'a' || next > 'z')) {
                return new PackageName(name.substring(0, at));
            }
        }
        return new PackageName(name);
    }

    @Override
    public String toString() {
        return value;
    }
}
