package dev.firn.problem;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something the user can mend: what happened, why, and what to type next.
/// Shown without a stack trace.
///
/// Anything else that is thrown is a bug in firn. A step that fails is an outcome of a build,
/// never a `Problem`.
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Whose move it is; the command line gives each kind its exit code.
    public enum Kind {
        /// The command line makes no sense.
        USAGE,
        /// This machine lacks something firn needs.
        HOST,
        /// The cache is damaged or cannot be used.
        CACHE,
        /// Evaluation failed, or an input cannot be had.
        INPUTS,
        /// The build's result is not acceptable, as Nix would say after a builder.
        RESULT
    }

    private static final String FULL = "no space left on device";
    private static final String QUOTA = "quota exceeded";

    private final Kind kind;
    private final String what;
    private final String why;
    private final String fix;

    /// @param what what happened, one sentence without a full stop
    /// @param why the reason, as precise as it is known; may be empty, may have several lines
    /// @param fix the command to type or the thing to change; may be empty
    public Problem(Kind kind, String what, String why, String fix, @Nullable Throwable cause) {
        super(why.isEmpty() ? what : what + ": " + why, cause);
        this.kind = Objects.requireNonNull(kind);
        this.what = what;
        this.why = why;
        this.fix = fix;
    }

    public Problem(Kind kind, String what, String why, String fix) {
        this(kind, what, why, fix, null);
    }

    /// A file system that cannot be written to.
    ///
    /// @param why which, and in the words of the kernel
    public static Problem ofDisk(String why) {
        String words = why.toLowerCase(Locale.ROOT);
        boolean full = words.endsWith(FULL) || words.endsWith(QUOTA);
        return new Problem(
                Kind.HOST,
                full ? "there is no room left on a disk" : "a disk cannot be written to",
                why,
                full ? "make room, and say it again: df -h" : "see what is wrong with it: dmesg");
    }

    /// Whether these are words of the kernel about such a file system.
    public static boolean isOfDisk(String why) {
        String words = why.toLowerCase(Locale.ROOT);
        return Stream.of(FULL, QUOTA, "read-only file system", "input/output error")
                .anyMatch(words::endsWith);
    }

    public Kind kind() {
        return kind;
    }

    public String what() {
        return what;
    }

    public String why() {
        return why;
    }

    public String fix() {
        return fix;
    }
}
