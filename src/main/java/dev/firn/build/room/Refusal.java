package dev.firn.build.room;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.firn.nix.drv.Output;
import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// Why a derivation cannot be built here, as far as it says so itself: told before anything is
/// fetched or built for it.
public final class Refusal {

    private static final String FEATURES = "requiredSystemFeatures";

    /// Features that a build needs Nix itself for.
    private static final Map<String, String> OF_NIX_ALONE =
            Map.of(
                    "recursive-nix",
                    "its builder starts builds of its own, which only Nix can answer and record",
                    "uid-range",
                    "its builder is to have 65536 users, and an ordinary user has one to give");

    private Refusal() {}

    /// @throws Problem when it cannot be built
    public static void check(Host host, StableDerivation stable, StorePath drvPath) {
        String nix = "let Nix build it: nix-store --realise " + drvPath;
        if (stable.original().isBuiltin()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    stable.name() + " is built by Nix itself",
                    "its builder is '" + stable.builder() + "', which is part of Nix",
                    nix);
        }
        for (Map.Entry<String, Output> output : stable.original().outputs().entrySet()) {
            if (output.getValue().knownPath().isEmpty()) {
                throw new Problem(
                        Problem.Kind.USAGE,
                        "firn cannot build " + stable.name(),
                        "the path of its output '"
                                + output.getKey()
                                + "' is not known before it is built: it or an input is"
                                + " content-addressed or impure",
                        nix);
            }
        }
        for (String variable : stable.env().keySet()) {
            if (variable.isEmpty() || variable.contains("=")) {
                throw new Problem(
                        Problem.Kind.USAGE,
                        "firn cannot build " + stable.name(),
                        "it has an attribute '"
                                + variable
                                + "', which Nix hands on though no variable can be called so",
                        nix);
            }
        }
        if (!host.systems().contains(stable.system())) {
            throw new Problem(
                    Problem.Kind.HOST,
                    stable.name() + " is for " + stable.system(),
                    "this machine builds for " + String.join(", ", host.systems()),
                    "name a derivation for one of these, for example with --argstr system");
        }
        SortedSet<String> asked = features(stable);
        for (Map.Entry<String, String> other : OF_NIX_ALONE.entrySet()) {
            if (asked.contains(other.getKey())) {
                throw new Problem(
                        Problem.Kind.HOST,
                        stable.name() + " needs " + other.getKey(),
                        other.getValue(),
                        nix);
            }
        }
        SortedSet<String> lacking = new TreeSet<>(asked);
        lacking.removeAll(host.features());
        if (!lacking.isEmpty()) {
            throw new Problem(
                    Problem.Kind.HOST,
                    stable.name() + " needs a machine with " + String.join(", ", lacking),
                    "it says so in "
                            + FEATURES
                            + "; this machine has "
                            + String.join(", ", host.features()),
                    "if this machine can do it: --option extra-system-features '"
                            + String.join(" ", lacking)
                            + "'");
        }
    }

    private static SortedSet<String> features(StableDerivation stable) {
        SortedSet<String> features = new TreeSet<>();
        JsonObject structured = stable.structured().orElseGet(JsonObject::new);
        if (structured.get(FEATURES) instanceof JsonArray list) {
            for (JsonElement feature : list) {
                features.add(feature.getAsString());
            }
            return features;
        }
        for (String word : stable.env().getOrDefault(FEATURES, "").split("[ \\t\\n]+")) {
            if (!word.isEmpty()) {
                features.add(word);
            }
        }
        return features;
    }
}
