package dev.firn.sandbox;

import dev.firn.linux.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What firn knows about `bwrap`: its options, its report, its version.
public final class Bubblewrap {

    static final int ARGUMENTS_FD = 3;
    static final int STATUS_FD = 4;
    static final int SECCOMP_FD = 5;

    private final StringBuilder options = new StringBuilder();

    private Bubblewrap() {}

    /// The options for a run, each ended by a NUL, as `--args` reads them. The program is not
    /// among them: bubblewrap takes it from its command line only.
    ///
    /// @param named whether this bubblewrap is to set argument zero
    static String options(
            SandboxSpec spec, List<Bind.Found> binds, RunDirectory run, boolean named) {
        Bubblewrap bubblewrap = new Bubblewrap();
        bubblewrap.isolate(spec.isolation());
        // Devices, as the plain bind would add `nodev` to every mount below.
        bubblewrap.add("--dev-bind", PathBytes.of(run.root()), "/");
        bubblewrap.add("--proc", "/proc");
        for (Bind.Found bind : binds) {
            if (bind.access() != Bind.Access.LINK && !MountTable.mounts(bind, spec.overlay())) {
                bubblewrap.add("--ro-bind", PathBytes.of(bind.source()), bind.target());
            }
        }
        // Last, when every mount point is there: of the root alone, not of what is mounted on it.
        bubblewrap.add("--remount-ro", "/");
        bubblewrap.run(spec.program(), named);
        return bubblewrap.options.toString();
    }

    private void isolate(Isolation isolation) {
        add("--unshare-all");
        if (isolation.network() == Isolation.Network.HOST) {
            add("--share-net");
        }
        add("--unshare-user");
        add("--uid", Integer.toString(StandardView.UID));
        add("--gid", Integer.toString(StandardView.GID));
        add("--hostname", "localhost");
        add("--cap-drop", "ALL");
        add("--as-pid-1");
        add("--new-session");
        add("--die-with-parent");
        add("--json-status-fd", Integer.toString(STATUS_FD));
        add("--seccomp", Integer.toString(SECCOMP_FD));
    }

    private void run(Program program, boolean named) {
        add("--clearenv");
        for (Map.Entry<String, String> variable : program.environment().entrySet()) {
            add("--setenv", variable.getKey(), variable.getValue());
        }
        add("--chdir", program.directory());
        if (named) {
            add("--argv0", program.argv().getFirst());
        }
    }

    private void add(String... words) {
        for (String word : words) {
            options.append(word).append('\0');
        }
    }

    /// What `--json-status-fd` got.
    ///
    /// @param code how the program ended; only there if it was executed
    /// @param started whether bubblewrap came so far as to have a child
    record Report(OptionalInt code, boolean started) {

        private static final Pattern CODE = Pattern.compile("\"exit-code\": (\\d+)");
        private static final int SIGKILL = 9;

        /// What unshare says when bubblewrap was killed: it would end by the same signal, and fails
        /// to prepare that for SIGKILL.
        private static final String UNSHARE = "unshare: sigprocmask";

        /// SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGKILL, SIGSEGV, SIGSYS: others do not kill a process
        /// that is the first of its namespace, see pid_namespaces(7).
        private static final Set<Integer> DEADLY = Set.of(4, 5, 7, 8, SIGKILL, 11, 31);

        static Report of(String text) {
            Matcher code = CODE.matcher(text);
            return new Report(
                    code.find()
                            ? OptionalInt.of(Integer.parseInt(code.group(1)))
                            : OptionalInt.empty(),
                    text.contains("\"child-pid\""));
        }

        /// @param ended the code of bubblewrap itself, or of the tool before it that failed
        /// @param killed whether firn wanted it to end
        /// @param messages of bubblewrap and the tools before it
        Exit exit(int ended, boolean killed, String messages) {
            if (code.isPresent()) {
                int signal = code.getAsInt() - 128;
                return DEADLY.contains(signal)
                        ? new Exit.Signalled(signal)
                        : new Exit.Exited(code.getAsInt());
            }
            if (killed) {
                return new Exit.Signalled(SIGKILL);
            }
            if (ended > 128) {
                return new Exit.Signalled(ended - 128);
            }
            if (started && messages.startsWith(UNSHARE)) {
                return new Exit.Signalled(SIGKILL);
            }
            String why = messages.strip();
            return new Exit.NotStarted(why.isEmpty() ? "the tools ended with " + ended : why);
        }
    }

    /// A version, for the options that not all of them have.
    public record Version(int major, int minor) {

        private static final Pattern TEXT = Pattern.compile("bubblewrap (\\d+)\\.(\\d+).*\\s*");

        /// That of the `bwrap` on the search path; asks it, which takes some milliseconds.
        public static Version installed() throws IOException {
            Process process = new ProcessBuilder("bwrap", "--version").start();
            byte[] answer = process.getInputStream().readAllBytes();
            return of(new String(answer, StandardCharsets.ISO_8859_1));
        }

        /// @param answer to `bwrap --version`
        public static Version of(String answer) throws IOException {
            Matcher matcher = TEXT.matcher(answer);
            if (!matcher.matches()) {
                throw new IOException("bwrap --version said: " + answer);
            }
            return new Version(
                    Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }

        /// Whether it knows every option that a sandbox always needs.
        public boolean suffices() {
            return atLeast(0, 8);
        }

        /// Whether a program's argument zero can differ from its path.
        public boolean setsArgumentZero() {
            return atLeast(0, 9);
        }

        private boolean atLeast(int wantedMajor, int wantedMinor) {
            return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }
}
