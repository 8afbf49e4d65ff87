package dev.firn.sandbox;

import dev.firn.linux.SessionKeyring;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What happens between firn and bubblewrap: `unshare` makes user, mount and pid namespaces in
/// which we are root, there a POSIX shell script makes the mounts and becomes bubblewrap. The same
/// way for root and for an ordinary user.
///
/// Everything ends with firn: it is the parent of `unshare`, and that the parent of the script,
/// which is process 1 of the pid namespace. Each gets a deadly signal when its parent dies; as
/// that is armed a moment too late, the script first makes sure that both are still there. The
/// pid namespace takes along what bubblewrap, killed early, would leave: a child that waits for it
/// forever.
///
/// A signal that is ignored here would be ignored by the program too, and no shell can undo that:
/// `nohup firn` or `firn &` in a script would be another build. So `env` sets all to their default.
///
/// The script's parameters are the pid of firn, the terminal, if there is to be one, and what else
/// is said of the streams: `typed` when the program reads from the terminal, too, `aside` when its
/// output is to go where errors go. The terminal is opened here, before bubblewrap starts a
/// session, so that it does not become a controlling terminal by itself; Nix opens it for reading
/// and writing too.
final class Stage {

    private static final List<String> COMMAND =
            List.of(
                    "setpriv --pdeathsig KILL",
                    "unshare --user --map-root-user --mount --propagation private --uts",
                    "--pid --fork --kill-child",
                    "sh stage.sh");

    /// The last two are for systemd-run, before namespaces.
    private static final List<String> KEPT =
            List.of("PATH", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS");

    private Stage() {}

    /// @param limiting words before the command that the script becomes
    static String script(SandboxSpec spec, List<String> limiting) {
        Program program = spec.program();
        StringBuilder command = new StringBuilder("exec env --default-signal ");
        limiting.forEach(word -> command.append(quoted(word)).append(' '));
        command.append("setarch ");
        command.append(spec.isolation().linux32() ? "linux32 " : "").append("-R bwrap --args ");
        command.append(Bubblewrap.ARGUMENTS_FD).append(" -- ").append(quoted(program.executable()));
        for (String argument : program.argv().subList(1, program.argv().size())) {
            command.append(' ').append(quoted(argument));
        }
        return """
        read -r _ _ _ parent _ < /proc/self/stat
        read -r _ _ _ firn _ < "/proc/$parent/stat"
        [ "$firn" = "$1" ] || exit 1
        mount -a -n -T fstab || exit 1
        read -r domain < /proc/sys/kernel/domainname
        [ "$domain" = '(none)' ] || domainname '(none)' || exit 1
        umask 022
        ulimit -S -c 0
        exec %d< bwrap.args %d> status %d< seccomp
        [ -z "$2" ] || exec <> /dev/null 1<> "$2" 2>&1
        [ "$3" != typed ] || exec <&1
        [ "$3" != aside ] || exec >&2
        """
                        .formatted(
                                Bubblewrap.ARGUMENTS_FD,
                                Bubblewrap.STATUS_FD,
                                Bubblewrap.SECCOMP_FD)
                + command
                + "\n";
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /// With a terminal of its own. Must be called by a thread that lives until the process has
    /// ended.
    ///
    /// @param typed whether the program reads from the terminal too
    /// @param limiting words before the command that is started
    static Process start(RunDirectory run, String terminal, boolean typed, List<String> limiting)
            throws IOException {
        return prepare(run, terminal, typed ? "typed" : "", limiting)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(run.complaints().toFile())
                .redirectErrorStream(true)
                .start();
    }

    /// With the streams of this process. The same holds for the thread.
    ///
    /// @param aside whether its output goes where errors go
    static Process attach(RunDirectory run, boolean aside) throws IOException {
        return prepare(run, "", aside ? "aside" : "", List.of()).inheritIO().start();
    }

    private static ProcessBuilder prepare(
            RunDirectory run, String terminal, String streams, List<String> limiting) {
        // The builder's, not the user's.
        SessionKeyring.leave();
        List<String> command = new ArrayList<>(limiting);
        for (String part : COMMAND) {
            command.addAll(List.of(part.split(" ")));
        }
        command.add(Long.toString(ProcessHandle.current().pid()));
        command.add(terminal);
        command.add(streams);
        ProcessBuilder builder = new ProcessBuilder(command).directory(run.path().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(KEPT);
        environment.put("LC_ALL", "C");
        return builder;
    }
}
