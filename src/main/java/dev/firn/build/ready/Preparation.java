package dev.firn.build.ready;

import dev.firn.build.room.BuildRoom;
import dev.firn.build.room.Exemption;
import dev.firn.build.room.Host;
import dev.firn.cache.KeptInputReads;
import dev.firn.key.KeyChange;
import dev.firn.key.KeyPart;
import dev.firn.key.KeyPart.Kind;
import dev.firn.key.KeyParts;
import dev.firn.limit.Allowance;
import dev.firn.nix.drv.BuilderInputs;
import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.path.StorePath;
import dev.firn.recipe.Plan;
import dev.firn.recipe.sight.Scopes;
import dev.firn.recipe.sight.StepSight;
import dev.firn.sandbox.Isolation;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// A derivation made ready to be built: the sandbox, and what the builder is handed.
///
/// @param references what each input refers to
/// @param cores that this machine gives to the build
/// @param root the parts of the key of what all steps share
/// @param setup stdenv's setup script, if there is one and bash is going to read it
public record Preparation(
        StableDerivation stable,
        BuilderInputs handed,
        BuildRoom room,
        SortedMap<StorePath, SortedSet<StorePath>> references,
        int cores,
        KeyParts root,
        Optional<Path> setup) {

    private static final String EXACT = "exact";
    private static final String HOST_PATH = "path ";

    /// What each step of a plan may see.
    ///
    /// @param scopes what the user says about variables
    public StepSight sight(Plan plan, CacheDirectory cache, Scopes scopes) {
        return new StepSight(plan, handed, references, new KeptInputReads(cache), scopes, cores);
    }

    /// Whether a build was one at the real output paths.
    ///
    /// @param ground the parts of the key that its first step stood on
    public static boolean isExact(KeyParts ground) {
        return ground.names(Kind.SANDBOX).contains(EXACT);
    }

    /// The paths of the host that builds see and that a build did not see like this: it was made on
    /// another machine, or Nix has been configured anew.
    ///
    /// @param ground the parts of the key that its first step stood on
    public List<KeyChange> otherPaths(KeyParts ground) {
        return KeyChange.between(ground, root).stream()
                .filter(change -> change.kind() == Kind.SANDBOX)
                .filter(change -> change.name().startsWith(HOST_PATH))
                .toList();
    }

    /// @param exemption what the derivation sees besides
    /// @param allowance what the steps may use
    /// @param salt makes every key unlike any other; empty for a build that reuses layers
    public static Preparation of(
            StableDerivation stable,
            Inputs inputs,
            Host host,
            Exemption exemption,
            Allowance allowance,
            Map<String, String> environment,
            String salt)
            throws IOException {
        Host seen = host.with(exemption.paths());
        BuilderInputs.Settings settings =
                new BuilderInputs.Settings(host.cores(), environment, host.graphSaysValid());
        BuilderInputs handed = BuilderInputs.of(stable, settings, inputs);
        boolean fixed = stable.original().isFixed();
        boolean network = fixed || exemption.outside();
        Isolation isolation =
                new Isolation(
                        network ? Isolation.Network.HOST : Isolation.Network.NONE,
                        fixed ? host.rules().certificates() : Optional.empty(),
                        isThirtyTwoBit(stable.system()),
                        host.kvm(),
                        host.sharedMemory());
        TreeSet<StorePath> always = new TreeSet<>(inputs.closureOf(seen.storePaths()));
        always.addAll(inputs.closureOf(ofTheBuilder(stable)));
        BuildRoom room =
                new BuildRoom(
                        new TreeSet<>(inputs.closure().keySet()),
                        always,
                        seen.binds(),
                        isolation,
                        allowance);
        return new Preparation(
                stable,
                handed,
                room,
                inputs.references(),
                host.cores(),
                root(stable, seen, network, salt),
                setup(stable, inputs));
    }

    private static boolean isThirtyTwoBit(String system) {
        return system.startsWith("i686-") || system.startsWith("armv");
    }

    /// Runs every step, whatever the step can name.
    private static List<StorePath> ofTheBuilder(StableDerivation stable) {
        return stable.builder().startsWith(StorePath.STORE_DIR + '/')
                ? List.of(StorePath.containing(stable.builder()))
                : List.of();
    }

    private static KeyParts root(StableDerivation stable, Host host, boolean network, String salt)
            throws IOException {
        List<KeyPart> parts = new ArrayList<>();
        parts.add(new KeyPart(Kind.SANDBOX, "system", stable.system()));
        parts.add(new KeyPart(Kind.SANDBOX, "network", Boolean.toString(network)));
        parts.add(new KeyPart(Kind.SANDBOX, "builder", stable.builder()));
        for (Host.HostPath path : host.paths()) {
            String name = HOST_PATH + path.target();
            parts.add(new KeyPart(Kind.SANDBOX, name, path.identity()));
        }
        if (stable.isExact()) {
            parts.add(new KeyPart(Kind.SANDBOX, EXACT, Boolean.toString(true)));
        }
        if (!salt.isEmpty()) {
            parts.add(new KeyPart(Kind.SANDBOX, "only this build", salt));
        }
        return KeyParts.of(parts);
    }

    private static Optional<Path> setup(StableDerivation stable, Inputs inputs) {
        String builder = stable.builder().substring(stable.builder().lastIndexOf('/') + 1);
        if (!builder.equals("bash") && !builder.equals("sh")) {
            return Optional.empty();
        }
        Optional<String> stdenv = Optional.ofNullable(stable.env().get("stdenv"));
        if (stable.structured().isPresent() && stable.structured().get().has("stdenv")) {
            stdenv = Optional.of(stable.structured().get().get("stdenv").getAsString());
        }
        if (stdenv.isEmpty() || !stdenv.get().startsWith(StorePath.STORE_DIR + '/')) {
            return Optional.empty();
        }
        Path script = Path.of(stdenv.get(), "setup");
        boolean known = inputs.closure().containsKey(StorePath.containing(stdenv.get()));
        return known && Files.isRegularFile(script) ? Optional.of(script) : Optional.empty();
    }
}
