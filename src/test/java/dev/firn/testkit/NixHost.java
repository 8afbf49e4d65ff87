package dev.firn.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A machine with a Nix of its own: this one, except for `/nix`, `/etc/nix`, the users, and Nix.
/// The machine's own Nix is never touched. Needs root.
///
/// The hosts that every test of a JVM shares come from [#of] and [#withTools]; a test that changes
/// a host for the worse starts its own with [#start]. All of them are gone when the JVM ends.
///
/// Nix's programs are fetched once and kept in `$FIRN_TEST_CACHE` (`~/.cache/firn-test`).
public final class NixHost implements AutoCloseable {

    /// The programs of this machine, for derivations that compile something.
    private static final String TOOLS = "/bin /sbin /usr /lib /lib64 /etc/alternatives";

    private static final int START_SECONDS = 60;
    private static final long POLL_NANOS = 5_000_000;
    private static final int BUILD_USERS = 8;
    private static final Path SCRIPTS = Path.of("src/test/nix").toAbsolutePath();
    private static final Map<NixRelease, NixHost> PLAIN = new EnumMap<>(NixRelease.class);
    private static final Map<NixRelease, NixHost> TOOLED = new EnumMap<>(NixRelease.class);

    private final NixRelease release;
    private final Path software;
    private final Path state;
    private final Thread cleaner = new Thread(this::remove);
    private @Nullable Process daemon;

    private NixHost(NixRelease release, Path software, Path state) {
        this.release = release;
        this.software = software;
        this.state = state;
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    public static NixHost nix28() {
        return of(NixRelease.NIX_2_8);
    }

    public static NixHost nix226() {
        return of(NixRelease.NIX_2_26);
    }

    public static NixHost newest() {
        return of(NixRelease.NEWEST);
    }

    /// The shared host whose sandbox has nothing but `/bin/sh`, a static busybox.
    public static synchronized NixHost of(NixRelease release) {
        return PLAIN.computeIfAbsent(release, each -> start(each, ""));
    }

    /// The shared host whose sandbox has this machine's own programs, compilers and so on.
    public static synchronized NixHost withTools(NixRelease release) {
        return TOOLED.computeIfAbsent(release, each -> startWithTools(each, ""));
    }

    /// As [#start], with this machine's own programs in the sandbox.
    public static NixHost startWithTools(NixRelease release, String configuration) {
        return start(release, "sandbox-paths = " + TOOLS + "\n" + configuration);
    }

    /// A host for one test.
    ///
    /// @param configuration lines for its `nix.conf`, after the usual ones
    public static NixHost start(NixRelease release, String configuration) {
        try {
            Path software = cache().resolve(release.suite());
            execute(
                    List.of(
                            SCRIPTS.resolve("nix-root.sh").toString(),
                            release.suite(),
                            software.toString()));
            NixHost host = new NixHost(release, software, Files.createTempDirectory("firn-nix"));
            host.furnish(configuration);
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public NixRelease release() {
        return release;
    }

    /// An ordinary user, who has the daemon.
    public NixUser asUser() {
        startDaemon();
        return new NixUser(this, "dev", state.resolve("home/dev"));
    }

    /// Root, where no daemon runs.
    public NixUser asRoot() {
        return new NixUser(this, "root", state.resolve("home/root"));
    }

    /// Root, who has the daemon and its trust.
    public NixUser asRootWithDaemon() {
        startDaemon();
        return new NixUser(this, "trusted", state.resolve("home/root"));
    }

    /// The daemon's socket, which a process of this machine can connect to: as root it is trusted.
    public Path socket() {
        startDaemon();
        return state.resolve("nix/var/nix/daemon-socket/socket");
    }

    /// Where a path of the host's `/nix` is on this machine.
    public Path onThisMachine(String path) {
        return state.resolve(path.substring(1));
    }

    /// Where the static shell is that the plain host has at `/bin/sh`; on the host.
    public Path staticShell() {
        return state.resolve("software/sh");
    }

    /// Kills the daemon with every connection and build it serves, as `kill -9` does. The next use
    /// of a daemon starts a new one.
    public synchronized void killDaemon() {
        Process running = daemon;
        daemon = null;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(cleaner);
        remove();
    }

    /// The words that run what follows them on this host, from within a mount namespace.
    List<String> enter(String who, Path directory) {
        return List.of(
                SCRIPTS.resolve("nix-enter.sh").toString(),
                state.toString(),
                software.toString(),
                Path.of("").toAbsolutePath().toString(),
                who,
                directory.toString());
    }

    private void furnish(String configuration) throws IOException {
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String each :
                List.of(
                        "nix/store",
                        "nix/var/nix/daemon-socket",
                        "etc/nix",
                        "home/root",
                        "home/dev",
                        "software",
                        "dev",
                        "checkout")) {
            Files.createDirectories(state.resolve(each));
        }
        StringBuilder passwd = new StringBuilder();
        passwd.append("root:x:0:0::").append(state).append("/home/root:/bin/bash\n");
        passwd.append("dev:x:1000:1000::").append(state).append("/home/dev:/bin/bash\n");
        passwd.append("nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin\n");
        StringBuilder members = new StringBuilder();
        for (int i = 1; i <= BUILD_USERS; i++) {
            String name = "nixbld" + i;
            int id = 30_000 + i;
            passwd.append(name + ":x:" + id + ":30000::/var/empty:/usr/sbin/nologin\n");
            members.append(i == 1 ? "" : ",").append(name);
        }
        Files.writeString(state.resolve("etc/passwd"), passwd);
        Files.writeString(
                state.resolve("etc/group"),
                "root:x:0:\ndev:x:1000:\nnogroup:x:65534:\nnixbld:x:30000:" + members + "\n");
        Files.writeString(
                state.resolve("etc/nix/nix.conf"),
                """
                build-users-group = nixbld
                sandbox = true
                sandbox-fallback = false
                sandbox-paths = /bin/sh=%s
                build-hook = %s
                substituters =
                max-jobs = 2
                cores = 2
                %s
                """
                        .formatted(
                                staticShell(),
                                state.resolve("software/bin/build-remote"),
                                configuration));
        execute(List.of("chown", "-R", "1000:1000", state.resolve("home/dev").toString()));
    }

    /// The daemon has process identifiers of its own, so that nothing outlives it, and ends when
    /// its input does, at the latest with this JVM.
    private synchronized void startDaemon() {
        if (daemon != null) {
            return;
        }
        String script = "nix-daemon & exec cat >/dev/null";
        NixUser user = new NixUser(this, "daemon", state.resolve("home/root"));
        List<String> command =
                new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child"));
        command.addAll(List.of("--mount-proc", "--"));
        command.addAll(enter("daemon", state));
        command.addAll(List.of("sh", "-c", script));
        Path log = state.resolve("daemon.log");
        try {
            Path socket = state.resolve("nix/var/nix/daemon-socket/socket");
            Files.deleteIfExists(socket);
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().clear();
            builder.environment().putAll(user.environment());
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            Process started = builder.start();
            await(started, socket, log);
            daemon = started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process daemon, Path socket, Path log) throws IOException {
        long deadline = System.nanoTime() + START_SECONDS * 1_000_000_000L;
        while (!listens(socket)) {
            if (!daemon.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("nix-daemon did not start: " + Files.readString(log));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static boolean listens(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }

    private void remove() {
        killDaemon();
        execute(List.of("rm", "-rf", state.toString()));
    }

    private static Path cache() {
        String given = System.getenv("FIRN_TEST_CACHE");
        return given == null
                ? Path.of(System.getProperty("user.home"), ".cache/firn-test")
                : Path.of(given);
    }

    static void execute(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed:\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
