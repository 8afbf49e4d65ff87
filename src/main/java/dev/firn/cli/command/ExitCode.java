package dev.firn.cli.command;

import dev.firn.problem.Problem;

/// What firn's exit status means. Scripts rely on these numbers.
public enum ExitCode {
    OK(0),
    /// A step of the build failed, or its result is not acceptable. Also what `firn diff
    /// --exit-code` says of differences.
    FAILED(1),
    /// The command line makes no sense.
    USAGE(2),
    /// This machine lacks something firn needs.
    HOST(3),
    /// The cache is damaged or cannot be used.
    CACHE(4),
    /// Evaluation failed, or an input cannot be had.
    INPUTS(5),
    /// A bug in firn.
    BUG(70),
    /// Ended by Ctrl-C.
    INTERRUPTED(130),
    /// Who read firn's output has gone, as after `firn log | head`.
    READER_GONE(141);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    public static ExitCode of(Problem.Kind kind) {
        return switch (kind) {
            case USAGE -> USAGE;
            case HOST -> HOST;
            case CACHE -> CACHE;
            case INPUTS -> INPUTS;
            case RESULT -> FAILED;
        };
    }
}
