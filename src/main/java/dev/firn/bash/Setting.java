package dev.firn.bash;

import java.util.Comparator;

/// The name of a piece of state that is neither variable nor function.
///
/// @param name which one of its kind; empty for kinds of which there is only one
public record Setting(Kind kind, String name) implements Comparable<Setting> {

    private static final Comparator<Setting> ORDER =
            Comparator.comparing(Setting::kind).thenComparing(Setting::name);

    /// What it is, in the order in which a state lists them. JSON has the name in lower case.
    public enum Kind {
        /// The working directory as bash knows it, symbolic links included.
        DIRECTORY,
        /// What `pushd` saved, the most recent first, without the working directory; absent when
        /// nothing was saved.
        STACK,
        /// Four octal digits.
        UMASK,
        /// `$0`.
        ZERO,
        /// `$1` and so on, from index 1.
        ARGUMENTS,
        /// Seconds since the shell was started or `SECONDS` was assigned. Never in a delta.
        SECONDS,
        /// An option of `shopt`: `on` or `off`.
        SHOPT,
        /// An option of `set -o` that is on.
        OPTION,
        /// The command for a signal; empty when the signal is ignored.
        TRAP,
        ALIAS,
        /// A builtin that `enable -n` turned off.
        DISABLED,
        /// A limit of `ulimit -S`, by its letter.
        SOFT_LIMIT,
        /// A limit of `ulimit -H`, by its letter.
        HARD_LIMIT,
        /// A variable that bash keeps itself and that the build exported, such as `SHELLOPTS`.
        EXPORTED,
        /// A variable that bash keeps itself and that the build unset, such as `RANDOM`.
        DROPPED,
        /// An entry of the environment whose name is no identifier: bash passes it on to children
        /// but has no variable for it. Only the environment of a new process can carry it.
        ENVIRON;

        /// The setting of this kind when there is only one.
        public Setting only() {
            return new Setting(this, "");
        }

        public Setting of(String name) {
            return new Setting(this, name);
        }
    }

    @Override
    public int compareTo(Setting other) {
        return ORDER.compare(this, other);
    }
}
