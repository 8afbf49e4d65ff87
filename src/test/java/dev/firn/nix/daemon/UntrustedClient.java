package dev.firn.nix.daemon;

import dev.firn.nix.path.StorePath;
import java.util.Set;

/// What [UntrustedUserTest] lets an ordinary user do.
public final class UntrustedClient {

    private UntrustedClient() {}

    public static void main(String[] args) {
        NixSettings settings = NixSettings.of(System.getenv());
        try (NixDaemon daemon = NixDaemon.connect(settings, event -> {})) {
            System.out.println(daemon.trust());
            if (args[0].equals("add")) {
                add(daemon);
            } else {
                forge(daemon);
            }
        }
    }

    private static void add(NixDaemon daemon) {
        StorePath path;
        try {
            path = add(daemon, TestNar.selfNaming(true));
        } catch (NixError e) {
            path = add(daemon, TestNar.selfNaming(false));
        }
        boolean self = daemon.pathInfo(path).orElseThrow().references().contains(path);
        System.out.println(self ? "added with its reference to itself" : "reference lost");
    }

    private static StorePath add(NixDaemon daemon, TestNar.SelfNaming file) {
        daemon.addToStoreNar(file.info(), true, to -> to.write(file.nar()));
        return file.info().path();
    }

    private static void forge(NixDaemon daemon) {
        byte[] nar = TestNar.ofFile("forged");
        StorePath path = StorePath.ofBasename("33333333333333333333333333333333-forged");
        try {
            daemon.addToStoreNar(TestNar.info(path, nar, "", Set.of()), false, to -> to.write(nar));
            System.out.println("accepted");
        } catch (NixError e) {
            System.out.println("refused: " + e.plain());
        }
        System.out.println(daemon.isValid(path) ? "valid" : "still connected");
    }
}
