package dev.firn.nix.drv;

import com.google.gson.JsonObject;
import dev.firn.nix.text.NixJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What Nix hands a builder: its command line, its whole environment and the files it finds in
/// the build directory. Strings are bytes, as in [Derivation].
///
/// @param env everything; nothing else is inherited
/// @param files contents by name, to be laid into [#BUILD_DIR] with mode 0644. The builder sees
///     them as it sees variables, so they belong in a key as variables do.
/// @param executable the builder
/// @param argv its arguments, from argv[0] on
public record BuilderInputs(
        SortedMap<String, String> env,
        SortedMap<String, byte[]> files,
        String executable,
        List<String> argv) {

    /// Where a build starts and has its temporary files, in every sandbox.
    public static final String BUILD_DIR = "/build";

    /// What the builder is told that does not come from the derivation.
    ///
    /// @param cores for `NIX_BUILD_CORES`
    /// @param impureEnv where a fixed-output derivation takes its `impureEnvVars` from
    /// @param graphSaysValid whether the Nix in use says of each path in a structured graph of
    ///     references that it is valid (2.15 and newer do)
    public record Settings(int cores, Map<String, String> impureEnv, boolean graphSaysValid) {
        public Settings {
            impureEnv = Map.copyOf(impureEnv);
        }
    }

    public BuilderInputs {
        env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        argv = List.copyOf(argv);
    }

    /// @param store asked only by derivations with an `exportReferencesGraph`
    /// @throws dev.firn.problem.Problem when Nix would refuse the derivation as well
    public static BuilderInputs of(
            StableDerivation derivation, Settings settings, ClosureInfo store) {
        BuilderHandover handover = new BuilderHandover(derivation, settings);
        handover.addDefaults();
        handover.addAttributes(new ReferencesGraph(store));
        handover.addForced();
        String builder = derivation.builder();
        List<String> argv = new ArrayList<>();
        argv.add(builder.substring(builder.lastIndexOf('/') + 1));
        argv.addAll(derivation.args());
        return new BuilderInputs(handover.env(), handover.files(), builder, argv);
    }

    /// The names of the structured attributes, which the builder finds in a file.
    public Set<String> structuredNames() {
        byte[] json = files.get(BuilderHandover.ATTRS_JSON);
        return json == null
                ? Set.of()
                : NixJson.parse(new String(json, StandardCharsets.ISO_8859_1)).keySet();
    }

    /// The files for a builder that does not see some of the attributes: these are missing from
    /// the structured ones. The other files are the same.
    ///
    /// @param names of attributes
    public SortedMap<String, byte[]> filesWithout(Collection<String> names) {
        byte[] json = files.get(BuilderHandover.ATTRS_JSON);
        if (json == null) {
            return files;
        }
        JsonObject attributes = NixJson.parse(new String(json, StandardCharsets.ISO_8859_1));
        boolean fewer = false;
        for (String name : names) {
            fewer |= attributes.remove(name) != null;
        }
        if (!fewer) {
            return files;
        }
        SortedMap<String, byte[]> changed = new TreeMap<>(files);
        changed.put(BuilderHandover.ATTRS_SH, bytes(AttrsShell.print(attributes)));
        changed.put(BuilderHandover.ATTRS_JSON, bytes(NixJson.print(attributes)));
        return Collections.unmodifiableSortedMap(changed);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
