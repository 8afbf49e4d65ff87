package dev.firn.nix.eval;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.firn.nix.daemon.NixSettings;
import dev.firn.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Nix's configuration as this user sees it, as far as it matters to a build.
///
/// firn uses a sandbox whether Nix does or not.
///
/// @param store what `NIX_REMOTE` says unless the configuration does; empty for what Nix chooses
/// @param cores for `NIX_BUILD_CORES`; 0 stands for all cores
/// @param system what to build for, such as `x86_64-linux`
/// @param extraPlatforms other systems whose programs this machine can run
/// @param devShmSize of the sandbox's `/dev/shm`, in words of tmpfs, such as `50%`
/// @param timeout seconds that a build may take; 0, as in the next two, for no limit
/// @param maxSilentTime seconds that it may write nothing
/// @param maxLogSize bytes that it may write
/// @param relaxed whether a derivation may ask to be built outside of the sandbox (`__noChroot`)
/// @param impureHostDeps paths of the host that a derivation may ask for, with all below them
/// @param secretKeyFiles keys that sign what is built here
/// @param certificates what builds with network get as `/etc/ssl/certs/ca-certificates.crt`
public record NixConfig(
        String store,
        List<SandboxPath> sandboxPaths,
        int cores,
        int maxJobs,
        String system,
        SortedSet<String> extraPlatforms,
        SortedSet<String> systemFeatures,
        String devShmSize,
        boolean substitute,
        boolean keepGoing,
        boolean fallback,
        int timeout,
        int maxSilentTime,
        long maxLogSize,
        boolean relaxed,
        SortedSet<String> impureHostDeps,
        Optional<Path> certificates,
        List<Path> secretKeyFiles) {

    /// Lets the new commands be used where they are not enabled.
    static final List<String> EXPERIMENTAL =
            List.of("--extra-experimental-features", "nix-command flakes");

    public NixConfig {
        sandboxPaths = List.copyOf(sandboxPaths);
        extraPlatforms = Collections.unmodifiableSortedSet(new TreeSet<>(extraPlatforms));
        systemFeatures = Collections.unmodifiableSortedSet(new TreeSet<>(systemFeatures));
        impureHostDeps = Collections.unmodifiableSortedSet(new TreeSet<>(impureHostDeps));
        secretKeyFiles = List.copyOf(secretKeyFiles);
    }

    /// Asks Nix; takes as long as starting one of its programs.
    ///
    /// @param environment decides which configuration files count
    /// @param options the user's words for Nix, of which `--option` counts here
    /// @throws Problem when Nix is not there, or its configuration is wrong
    public static NixConfig read(Map<String, String> environment, List<String> options) {
        NixProgram program = new NixProgram(environment, Path.of("/"));
        List<String> complaints = Collections.synchronizedList(new ArrayList<>());
        // The newer name is unknown to Nix 2.8; the older one is deprecated since 2.20, and works.
        for (List<String> name : List.of(List.of("show-config"), List.of("config", "show"))) {
            NixProgram.Ended ended = program.run(command(name, options), complaints::add);
            if (ended.status() == 0) {
                return parse(String.join("\n", ended.output()));
            }
        }
        throw new Problem(
                Problem.Kind.HOST,
                "Nix cannot show its configuration",
                String.join("\n", complaints),
                "nix --extra-experimental-features nix-command show-config");
    }

    /// What the daemon should go by when it builds inputs.
    ///
    /// @param verbosity Nix's scale, 3 is usual
    ///
    /// @param options the user's words for Nix, of which `--option` counts here
    public NixSettings.Options daemonOptions(int verbosity, List<String> options) {
        SortedMap<String, String> others = new TreeMap<>();
        List<String> settings = settings(options);
        for (int i = 0; i < settings.size(); i += 3) {
            others.put(settings.get(i + 1), settings.get(i + 2));
        }
        return new NixSettings.Options(
                verbosity, maxJobs, cores, substitute, keepGoing, fallback, maxSilentTime, others);
    }

    /// Those of the words that are `--option NAME VALUE`.
    private static List<String> settings(List<String> options) {
        List<String> settings = new ArrayList<>();
        for (int i = 0; i + 2 < options.size(); i++) {
            if (options.get(i).equals("--option")) {
                settings.addAll(options.subList(i, i + 3));
                i += 2;
            }
        }
        return settings;
    }

    private static List<String> command(List<String> name, List<String> options) {
        List<String> command = new ArrayList<>(List.of("nix"));
        command.addAll(name);
        command.add("--json");
        command.addAll(settings(options));
        // Last, as the user may have set the whole list.
        command.addAll(EXPERIMENTAL);
        return command;
    }

    static NixConfig parse(String json) {
        try {
            JsonElement tree = JsonParser.parseString(json);
            return new ConfigValues(tree.getAsJsonObject()).config();
        } catch (JsonParseException | IllegalStateException e) {
            throw new Problem(
                    Problem.Kind.HOST,
                    "Nix's configuration cannot be understood",
                    String.valueOf(e.getMessage()),
                    "nix --extra-experimental-features nix-command show-config --json",
                    e);
        }
    }
}
