package dev.firn.nix.result;

import dev.firn.nix.daemon.DaemonAddress;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.NixSettings;
import dev.firn.nix.daemon.PathInfo;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.drv.Output;
import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.MemoryTree;
import dev.firn.nix.nar.NarWriter;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.path.StorePaths;
import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Somebody's connection to a test host, and results to put into its store.
final class Store implements AutoCloseable {

    static final String SYSTEM =
            System.getProperty("os.arch").equals("amd64") ? "x86_64-linux" : "aarch64-linux";
    static final StorePath DRV = new StorePath("0".repeat(32), "hello-2.10.drv");
    private static final Mover MOVER = new Mover("/bin/bash", "/usr/bin:/bin", new TreeSet<>());

    final NixDaemon daemon;
    final NixUser user;
    private final NixHost host;
    private final SortedMap<StorePath, PathInfo> inputs = new TreeMap<>();

    private Store(NixHost host, NixUser user, DaemonAddress address) {
        this.host = host;
        this.user = user;
        this.daemon = NixDaemon.connect(new NixSettings(address, Optional.empty()), event -> {});
    }

    static Store ofUser(NixHost host) {
        NixUser user = host.asUser();
        List<String> command = new ArrayList<>(List.of("env", "-i"));
        user.environment().forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(user.commandLine("nix-daemon", "--stdio"));
        return new Store(host, user, new DaemonAddress.Own(command));
    }

    static Store ofRoot(NixHost host) {
        return new Store(
                host, host.asRootWithDaemon(), new DaemonAddress.Socket(host.socket(), false));
    }

    StorePath input(String name, String content) {
        FileTree tree = MemoryTree.file(content);
        StorePath path = daemon.addRecursive(name, out -> NarWriter.write(tree, out), Set.of());
        inputs.putAll(daemon.closure(List.of(path)));
        return path;
    }

    static StorePath scratch(String output) {
        return derivation(Map.of(), output).scratch().get(output);
    }

    static StableDerivation derivation(Map<String, String> env, String... outputs) {
        SortedMap<String, Output> all = new TreeMap<>();
        for (String output : outputs) {
            StorePath real =
                    new StorePath("1".repeat(32), StorePaths.outputName("hello-2.10", output));
            all.put(output, new Output.InputAddressed(real));
        }
        return StableDerivation.of(derivation(all, env), DRV);
    }

    static Derivation derivation(SortedMap<String, Output> outputs, Map<String, String> env) {
        return new Derivation(
                outputs,
                new TreeMap<>(),
                new TreeSet<>(),
                SYSTEM,
                "/bin/sh",
                List.of(),
                new TreeMap<>(env));
    }

    ResultRequest request(StableDerivation derivation, Object... namesAndTrees) {
        List<BuiltOutput> outputs = new ArrayList<>();
        for (int i = 0; i < namesAndTrees.length; i += 2) {
            String name = (String) namesAndTrees[i];
            FileTree tree = (FileTree) namesAndTrees[i + 1];
            StorePath scratch = derivation.scratch().get(name);
            outputs.add(new BuiltOutput(name, scratch, Optional.of(tree), 0040755));
        }
        return new ResultRequest(DRV, derivation, outputs, inputs, false, MOVER);
    }

    Registered register(ResultRequest request) throws Exception {
        return registration().register(request);
    }

    ResultRegistration registration() {
        return new ResultRegistration(daemon, List.of(), onThisMachine("/nix/store"));
    }

    Path onThisMachine(String path) {
        return host.onThisMachine(path);
    }

    /// What Nix says the path refers to, checked against its content.
    List<String> references(StorePath path) {
        user.run("nix-store", "--verify-path", path.toString()).orFail();
        String said = user.run("nix-store", "-q", "--references", path.toString()).orFail();
        return said.lines().toList();
    }

    @Override
    public void close() {
        daemon.close();
    }
}
