package dev.firn.nix.drv;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.firn.nix.drv.ClosureInfo.PathFacts;
import dev.firn.nix.path.NixBase32;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// `exportReferencesGraph`: what some inputs need at run time, in the two forms Nix writes.
final class ReferencesGraph {

    static final String ATTRIBUTE = "exportReferencesGraph";

    private final ClosureInfo store;

    ReferencesGraph(ClosureInfo store) {
        this.store = store;
    }

    /// The form of `nix-store --register-validity`, without derivers and hashes.
    String registration(StorePath root) {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<StorePath, PathFacts> entry : graph(List.of(root)).entrySet()) {
            Collection<StorePath> references = entry.getValue().references();
            out.append(entry.getKey()).append("\n\n").append(references.size()).append('\n');
            for (StorePath reference : references) {
                out.append(reference).append('\n');
            }
        }
        return out.toString();
    }

    /// The form for structured attributes.
    ///
    /// @param saysValid whether each path is said to be valid, as Nix does from 2.15 on
    JsonArray json(Collection<StorePath> roots, boolean saysValid) {
        JsonArray paths = new JsonArray();
        for (Map.Entry<StorePath, PathFacts> entry : graph(roots).entrySet()) {
            JsonObject path = json(entry.getKey(), entry.getValue());
            if (saysValid) {
                path.addProperty("valid", true);
            }
            paths.add(path);
        }
        return paths;
    }

    private JsonObject json(StorePath path, PathFacts facts) {
        JsonArray references = new JsonArray();
        for (StorePath reference : facts.references()) {
            references.add(reference.toString());
        }
        long closureSize = 0;
        for (PathFacts needed : closure(List.of(path)).values()) {
            closureSize += needed.narSize();
        }
        JsonObject object = new JsonObject();
        object.addProperty("path", path.toString());
        object.addProperty("narHash", "sha256:" + NixBase32.encode(facts.narHash().bytes()));
        object.addProperty("narSize", facts.narSize());
        object.add("references", references);
        object.addProperty("closureSize", closureSize);
        if (!facts.contentAddress().isEmpty()) {
            object.addProperty("ca", facts.contentAddress());
        }
        return object;
    }

    /// The closure of the roots, and of the outputs of every derivation in it.
    private SortedMap<StorePath, PathFacts> graph(Collection<StorePath> roots) {
        for (StorePath root : roots) {
            if (!store.isInput(root)) {
                throw refused(root + " is not an input of the derivation");
            }
        }
        SortedMap<StorePath, PathFacts> graph = closure(roots);
        for (StorePath path : List.copyOf(graph.keySet())) {
            if (path.isDerivation()) {
                for (Output output : store.derivation(path).outputs().values()) {
                    Optional<StorePath> known = output.knownPath();
                    if (known.isEmpty()) {
                        throw refused("the outputs of " + path + " are not known");
                    }
                    addClosure(known.get(), graph);
                }
            }
        }
        return graph;
    }

    private SortedMap<StorePath, PathFacts> closure(Collection<StorePath> roots) {
        SortedMap<StorePath, PathFacts> closure = new TreeMap<>();
        for (StorePath root : roots) {
            addClosure(root, closure);
        }
        return closure;
    }

    private void addClosure(StorePath root, SortedMap<StorePath, PathFacts> closure) {
        Deque<StorePath> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            StorePath path = open.remove();
            if (!closure.containsKey(path)) {
                Optional<PathFacts> facts = store.facts(path);
                if (facts.isEmpty()) {
                    throw refused(path + " is not valid");
                }
                closure.put(path, facts.get());
                open.addAll(facts.get().references());
            }
        }
    }

    static Problem refused(String why) {
        return new Problem(
                Problem.Kind.INPUTS,
                "the references that the derivation asks for cannot be exported",
                why,
                "change '" + ATTRIBUTE + "' in the Nix expression");
    }
}
