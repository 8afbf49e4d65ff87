package dev.firn.nix.result;

import dev.firn.nix.daemon.PathInfo;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Holds outputs to their [ReferenceRules], as Nix does after a builder. Works on scratch paths.
final class ReferenceChecks {

    private final Map<StorePath, PathInfo> inputs;
    private final Map<StorePath, ScannedOutput> outputs = new HashMap<>();
    private final Map<String, StorePath> names = new HashMap<>();

    /// @param inputs all that outputs can refer to, outputs aside
    ReferenceChecks(Map<StorePath, PathInfo> inputs, List<ScannedOutput> outputs) {
        this.inputs = inputs;
        for (ScannedOutput output : outputs) {
            this.outputs.put(output.scratch(), output);
            names.put(output.name(), output.scratch());
        }
    }

    /// @throws Problem in Nix's words, when a rule is broken
    void check(ScannedOutput output, ReferenceRules rules) {
        StorePath path = output.scratch();
        limit("path '" + path + "' is", output.raw().size(), rules.maxSize());
        if (rules.maxClosureSize().isPresent()) {
            long size = 0;
            for (StorePath each : closure(path)) {
                size += size(each);
            }
            limit("closure of path '" + path + "' is", size, rules.maxClosureSize());
        }
        references(output, rules.allowedReferences(), true);
        requisites(output, rules.allowedRequisites(), true, rules.ignoreSelfRefs());
        references(output, rules.disallowedReferences(), false);
        requisites(output, rules.disallowedRequisites(), false, rules.ignoreSelfRefs());
    }

    private static void limit(String what, long size, OptionalLong limit) {
        if (limit.isPresent() && size > limit.getAsLong()) {
            throw new Problem(
                    Problem.Kind.RESULT,
                    what
                            + " too large at "
                            + size
                            + " bytes; limit is "
                            + limit.getAsLong()
                            + " bytes",
                    "",
                    "");
        }
    }

    private void references(ScannedOutput output, Optional<List<String>> listed, boolean allowed) {
        if (listed.isPresent()) {
            hold(output.scratch(), output.references(), listed.get(), allowed);
        }
    }

    private void requisites(
            ScannedOutput output,
            Optional<List<String>> listed,
            boolean allowed,
            boolean ignoreSelf) {
        if (listed.isPresent()) {
            SortedSet<StorePath> used = closure(output.scratch());
            if (ignoreSelf) {
                used.remove(output.scratch());
            }
            hold(output.scratch(), used, listed.get(), allowed);
        }
    }

    private void hold(StorePath path, Set<StorePath> used, List<String> listed, boolean allowed) {
        Set<StorePath> specified = new TreeSet<>();
        for (String word : listed) {
            specified.add(path(word));
        }
        StringBuilder bad = new StringBuilder();
        for (StorePath each : used) {
            if (specified.contains(each) != allowed) {
                bad.append(bad.isEmpty() ? "  " : "\n  ").append(each);
            }
        }
        if (!bad.isEmpty()) {
            throw new Problem(
                    Problem.Kind.RESULT,
                    "output '" + path + "' is not allowed to refer to the following paths",
                    bad.toString(),
                    "");
        }
    }

    private StorePath path(String word) {
        StorePath output = names.get(word);
        if (output != null) {
            return output;
        }
        try {
            return StorePath.parse(word);
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    Problem.Kind.RESULT,
                    "derivation contains an illegal reference specifier '" + word + "'",
                    "it is neither a store path nor the name of an output",
                    "change it in the Nix expression",
                    e);
        }
    }

    private SortedSet<StorePath> closure(StorePath path) {
        SortedSet<StorePath> closure = new TreeSet<>();
        Deque<StorePath> next = new ArrayDeque<>();
        next.add(path);
        while (!next.isEmpty()) {
            StorePath each = next.remove();
            if (closure.add(each)) {
                next.addAll(referencesOf(each));
            }
        }
        return closure;
    }

    private Set<StorePath> referencesOf(StorePath path) {
        ScannedOutput output = outputs.get(path);
        if (output != null) {
            return output.references();
        }
        PathInfo info = inputs.get(path);
        return info == null ? Set.of() : info.references();
    }

    private long size(StorePath path) {
        ScannedOutput output = outputs.get(path);
        if (output != null) {
            return output.raw().size();
        }
        PathInfo info = inputs.get(path);
        return info == null ? 0 : info.narSize();
    }
}
