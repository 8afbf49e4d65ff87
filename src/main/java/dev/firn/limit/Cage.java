package dev.firn.limit;

import java.util.ArrayList;
import java.util.List;

/// Holds the processes of one run within a limit of memory and of processes.
sealed interface Cage extends AutoCloseable permits Cage.Words, ControlGroup {

    /// What of a run is not the program's: firn's own processes before it.
    int OWN = 2;

    /// Words before the command that starts the run; it must stay the same process.
    List<String> outer();

    /// Words before the command that the run becomes, in its namespaces.
    List<String> inner();

    /// Processes that were ended because there was no memory for them.
    long oomKills();

    /// How often another process could not be started.
    long refusals();

    /// After the end of all processes.
    @Override
    void close();

    /// One that a program makes, which leaves no counters: those of the machine have to do.
    record Words(List<String> outer, List<String> inner) implements Cage {

        /// No limit.
        static final Words NONE = new Words(List.of(), List.of());

        public Words {
            outer = List.copyOf(outer);
            inner = List.copyOf(inner);
        }

        /// A control group that systemd makes, and takes away when it is empty.
        ///
        /// @param user whether it is the user's own systemd
        static Words scope(boolean user, long memory, long processes) {
            List<String> words = new ArrayList<>(List.of("systemd-run"));
            if (user) {
                words.add("--user");
            }
            words.addAll(List.of("--scope", "--quiet", "--collect"));
            if (memory > 0) {
                words.addAll(List.of("-p", "MemoryMax=" + memory, "-p", "MemorySwapMax=0"));
            }
            if (processes > 0) {
                words.addAll(List.of("-p", "TasksMax=" + (processes + OWN)));
            }
            words.add("--");
            return new Words(words, List.of());
        }

        /// Limits that each process has by itself: of its addresses, which are more than its
        /// memory. Processes are counted in the user namespace of the run.
        static Words each(long memory, long processes) {
            List<String> words = new ArrayList<>(List.of("prlimit"));
            if (memory > 0) {
                words.add("--as=" + memory);
            }
            if (processes > 0) {
                words.add("--nproc=" + (processes + OWN));
            }
            return new Words(List.of(), words);
        }

        @Override
        public long oomKills() {
            return Counter.oomKills();
        }

        @Override
        public long refusals() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
