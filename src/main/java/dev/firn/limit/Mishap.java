package dev.firn.limit;

/// What came between a run and its own end. How the run ended then says nothing about the program,
/// and is never taken for what the program does.
///
/// @param how one line, such as `timed out after 5 seconds`
/// @param advice what to do about it, one line
public record Mishap(String how, String advice) {

    static Mishap timeout(long seconds) {
        return new Mishap(
                "timed out after " + seconds(seconds),
                "--timeout SECONDS lets it run longer, --timeout 0 as long as it takes");
    }

    static Mishap silence(long seconds) {
        return new Mishap(
                "timed out after " + seconds(seconds) + " of silence",
                "--max-silent-time SECONDS lets it be silent for longer, --max-silent-time 0 for"
                        + " ever");
    }

    static Mishap log(long bytes) {
        return new Mishap(
                "killed after writing more than " + bytes + " bytes of log output",
                "--max-log-size BYTES lets it write more, --max-log-size 0 without end");
    }

    static Mishap memory(long bytes) {
        return new Mishap(
                "a process was killed for lack of memory",
                "the build may have " + bytes + " bytes: --memory SIZE gives it more");
    }

    static Mishap processes(long count) {
        return new Mishap(
                "it could not start another process",
                "the build may have " + count + ": --max-processes N lets it have more");
    }

    /// A program was refused memory, or a process.
    ///
    /// @param how the run failed then, one line
    public static Mishap outOfMemory(String how) {
        return new Mishap(
                how + ", for lack of memory",
                "free some memory, or let fewer things run at once: --option cores 1");
    }

    /// A file system could not be written to.
    ///
    /// @param where it is seen
    /// @param why as the kernel says it
    public static Mishap disk(String where, String why) {
        return new Mishap(
                why.isEmpty() ? "a disk was full" : "the disk could not be written to: " + why,
                "make room and build again: df -h " + where);
    }

    /// A signal that comes from outside of a program.
    ///
    /// @param how one line
    public static Mishap signal(String how) {
        return new Mishap(
                how, "that says nothing about the step, so it is not remembered; build it again");
    }

    private static String seconds(long count) {
        return count == 1 ? "1 second" : count + " seconds";
    }
}
