package dev.firn.build.visit;

import dev.firn.overlay.TreeChange;
import dev.firn.overlay.TreeChanges;
import dev.firn.overlay.TreeVisitor;
import dev.firn.overlay.View;
import dev.firn.recipe.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a visitor has changed in the files.
///
/// @param count of all paths that were added, removed or changed
/// @param first the first of them in the order of their names
public record Changes(long count, List<Change> first) {

    private static final int SHOWN = 5;

    public Changes {
        first = List.copyOf(first);
    }

    /// What became of a path.
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /// @param path as in the sandbox, bytes
    public record Change(Kind kind, String path) {}

    public boolean none() {
        return count == 0;
    }

    static Changes between(View before, View after) throws IOException {
        Counter counter = new Counter();
        TreeChanges.tell(before, after, "", counter);
        return new Changes(counter.count, counter.first);
    }

    private static final class Counter implements TreeVisitor<TreeChange> {

        private final List<Change> first = new ArrayList<>();
        private long count;

        @Override
        public void visit(TreeChange found) throws IOException {
            // Every phase writes it anew.
            if (found.path().equals(Plan.ENVIRONMENT_DUMP)) {
                return;
            }
            // A directory gets a new time with every name that comes or goes in it.
            if (found.isOfTimeOnly() && found.after().orElseThrow().type() == 'd') {
                return;
            }
            count++;
            if (first.size() < SHOWN) {
                Kind kind =
                        found.isAddition()
                                ? Kind.ADDED
                                : found.isRemoval() ? Kind.REMOVED : Kind.CHANGED;
                first.add(new Change(kind, '/' + found.path()));
            }
        }

        @Override
        public void closed(String path) {
            // Told by itself already, if the visitor has closed it.
        }
    }
}
