package dev.firn.problem;

import java.util.Objects;
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
