package dev.firn.nix.result;

import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The order in which outputs get their final paths: what an output names comes before it.
final class OutputOrder {

    private final Map<StorePath, ScannedOutput> byPath = new HashMap<>();
    private final Function<ScannedOutput, Collection<StorePath>> named;
    private final List<ScannedOutput> order = new ArrayList<>();
    private final Set<ScannedOutput> open = new HashSet<>();
    private String cycle = "";

    private OutputOrder(
            List<ScannedOutput> outputs, Function<ScannedOutput, Collection<StorePath>> named) {
        this.named = named;
        for (ScannedOutput output : outputs) {
            byPath.put(output.scratch(), output);
        }
        for (ScannedOutput output : outputs) {
            visit(output);
        }
    }

    /// By their references, as Nix sees them.
    ///
    /// @throws Problem when outputs refer to each other
    static List<ScannedOutput> byReferences(StorePath drvPath, List<ScannedOutput> outputs) {
        OutputOrder order = new OutputOrder(outputs, ScannedOutput::references);
        if (order.cycle.isEmpty()) {
            return order.order;
        }
        throw new Problem(
                Problem.Kind.RESULT,
                "cycle detected in build of '" + drvPath + "' in the references of " + order.cycle,
                "outputs of a derivation cannot refer to each other in a circle",
                "look for the paths with grep -r in the outputs, and move files between them");
    }

    /// By every piece of each other's paths, also those that Nix does not see; nothing if that is
    /// no order.
    static Optional<List<ScannedOutput>> byPieces(List<ScannedOutput> outputs) {
        OutputOrder order = new OutputOrder(outputs, output -> output.survey().mentioned());
        return order.cycle.isEmpty() ? Optional.of(order.order) : Optional.empty();
    }

    private void visit(ScannedOutput output) {
        if (order.contains(output)) {
            return;
        }
        open.add(output);
        for (StorePath path : named.apply(output)) {
            ScannedOutput other = byPath.get(path);
            if (other == null || other.equals(output)) {
                continue;
            }
            if (open.contains(other)) {
                cycle = "output '" + output.name() + "' from output '" + other.name() + "'";
            } else {
                visit(other);
            }
        }
        open.remove(output);
        order.add(output);
    }
}
