package dev.firn.linux;

/// How a thread gives way to others.
public final class Niceness {

    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;
    private static final int LOWEST = 19;

    private Niceness() {}

    /// From now on this thread runs when nobody else wants to. On Linux that is a matter of threads
    /// (`setpriority(2)`, "C library/kernel differences"); the priorities of Java do nothing here.
    public static void lowest() {
        Native.returningInt("setpriority").call(PRIO_PROCESS, THIS_THREAD, LOWEST);
    }
}
