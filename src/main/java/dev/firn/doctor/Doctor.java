package dev.firn.doctor;

import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Tries everything that firn needs of this host.
public final class Doctor {

    /// Connects to the Nix daemon.
    public interface Daemon {
        /// @return what was found: version, trust
        /// @throws IOException if it does not answer
        String greet() throws IOException;
    }

    record DaemonProbe(Daemon daemon) implements Probe {

        @Override
        public String name() {
            return "Nix daemon";
        }

        @Override
        public Finding find() {
            try {
                return fine(daemon.greet());
            } catch (IOException e) {
                return lacking(
                        e.toString(), "start it: systemctl start nix-daemon.socket, or nix-daemon");
            } catch (Problem e) {
                return lacking(String.valueOf(e.getMessage()), e.fix());
            }
        }
    }

    private Doctor() {}

    /// @param cache the cache directory, which need not exist; its file system is tried
    /// @param environment of the user
    /// @param findings gets each as soon as it is known
    public static void examine(
            Path cache, Daemon daemon, Map<String, String> environment, Consumer<Finding> findings)
            throws InterruptedException {
        Path place = nearest(cache);
        List<Probe> probes =
                List.of(
                        new UtilLinuxProbe(),
                        new BubblewrapProbe(),
                        new UserNamespaceProbe(),
                        new TerminalProbe(),
                        new FileSystemProbe(place),
                        new OverlayProbe(place),
                        new SandboxProbe(place),
                        new NixProbe(),
                        new DaemonProbe(daemon),
                        new MountProbe(place, environment));
        for (Probe probe : probes) {
            findings.accept(find(probe));
        }
    }

    private static Finding find(Probe probe) throws InterruptedException {
        try {
            return probe.find();
        } catch (IOException e) {
            return probe.lacking(e.toString(), "");
        }
    }

    private static Path nearest(Path cache) {
        Path place = cache.toAbsolutePath();
        while (!place.toFile().exists() && place.getParent() != null) {
            place = place.getParent();
        }
        return place;
    }
}
