package dev.firn.nix.drv;

import com.google.gson.JsonObject;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.text.NixJson;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A derivation in which every mention of an output of its own, by path, by bare hash or by Nix's
/// placeholder, names the path where firn builds it.
///
/// All strings are bytes, as in [Derivation].
///
/// @param name the derivation's name
/// @param original the derivation as Nix made it
/// @param scratch where each output is built, by the output's name
public record StableDerivation(
        String name,
        Derivation original,
        SortedMap<String, StorePath> scratch,
        String builder,
        List<String> args,
        SortedMap<String, String> env) {

    public StableDerivation {
        scratch = Collections.unmodifiableSortedMap(new TreeMap<>(scratch));
        args = List.copyOf(args);
        env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
    }

    /// Every output is built at its scratch path, which stays the same when the derivation is
    /// edited. A fixed output too: its real path changes with the hash that is expected of it.
    public static StableDerivation of(Derivation derivation, StorePath drvPath) {
        return at(derivation, drvPath, false);
    }

    /// Every output is built at its real path if that is known, and at its scratch path if not.
    public static StableDerivation exact(Derivation derivation, StorePath drvPath) {
        return at(derivation, drvPath, true);
    }

    /// Whether an output is built at its real path.
    public boolean isExact() {
        for (Output output : original.outputs().values()) {
            if (output.knownPath().isPresent() && scratch.containsValue(output.knownPath().get())) {
                return true;
            }
        }
        return false;
    }

    public String system() {
        return original.system();
    }

    /// The attributes that say how it is to be built and checked, naming scratch paths.
    public Attributes attributes() {
        return Attributes.of(env);
    }

    /// The structured attributes, decoded: unlike everywhere else the strings in here are text.
    public Optional<JsonObject> structured() {
        String json = env.get(Attributes.JSON);
        return json == null ? Optional.empty() : Optional.of(NixJson.parse(json));
    }

    private static StableDerivation at(Derivation derivation, StorePath drvPath, boolean exact) {
        String name = Derivation.nameOf(drvPath);
        SortedMap<String, StorePath> scratch = new TreeMap<>();
        SortedMap<String, String> filledIn = new TreeMap<>();
        Replacements paths = new Replacements();
        for (Map.Entry<String, Output> entry : derivation.outputs().entrySet()) {
            String output = entry.getKey();
            Optional<StorePath> known = entry.getValue().knownPath();
            boolean real = exact && known.isPresent();
            StorePath path = real ? known.get() : scratch(name, output, known);
            scratch.put(output, path);
            paths.add(Placeholder.ofOwn(output), path.toString());
            if (known.isPresent() && !known.get().equals(path)) {
                paths.add(known.get().hash(), path.hash());
            }
            if (entry.getValue() instanceof Output.Deferred) {
                filledIn.put(output, path.toString());
            }
        }
        SortedMap<String, String> env = paths.in(derivation.env());
        env.putAll(filledIn);
        return new StableDerivation(
                name,
                derivation,
                scratch,
                paths.in(derivation.builder()),
                paths.in(derivation.args()),
                env);
    }

    /// The hash part is all that is replaced in a path, so the names have to agree.
    private static StorePath scratch(String name, String output, Optional<StorePath> known) {
        StorePath path = ScratchPath.of(name, output);
        if (known.isPresent() && !known.get().name().equals(path.name())) {
            throw new IllegalArgumentException(
                    "output '" + output + "' of " + name + " has the odd path " + known.get());
        }
        return path;
    }
}
