package dev.firn.testkit;

/// How a command ended and what it wrote, as UTF-8.
public record Ran(int status, String stdout, String stderr) {

    /// Its standard output without the newline at the end.
    ///
    /// @throws AssertionError when it failed
    public String orFail() {
        if (status != 0) {
            throw new AssertionError("exit code " + status + "\n" + stdout + stderr);
        }
        return stdout.stripTrailing();
    }
}
