package dev.firn.key;

import java.util.Comparator;

/// One thing that a key covers.
///
/// @param kind which sort of thing
/// @param name its name within the kind, unique there
/// @param value what is hashed; bytes, one char a byte
public record KeyPart(Kind kind, String name, String value) implements Comparable<KeyPart> {

    private static final Comparator<KeyPart> ORDER =
            Comparator.comparing(KeyPart::kind).thenComparing(KeyPart::name);

    /// The sorts of things that a key covers. Their names are hashed: renaming one changes every
    /// key.
    public enum Kind {
        /// The key of the layer that the step stands on.
        PARENT,
        /// What the step is: its name, and how it is run.
        STEP,
        /// A fact of the sandbox: the system, a path of the host that is mounted, the network.
        SANDBOX,
        /// The store paths that the step can see.
        INPUT,
        /// A file that Nix lays into the build directory.
        FILE,
        /// A shell variable with its attributes.
        VARIABLE,
        /// A shell function.
        FUNCTION,
        /// Anything else of the shell: options, traps, umask, aliases.
        SHELL
    }

    /// The value of a variable that is exported and nothing else, with that attribute before it.
    public static String exported(String text) {
        return "x = " + text;
    }

    @Override
    public int compareTo(KeyPart other) {
        return ORDER.compare(this, other);
    }
}
