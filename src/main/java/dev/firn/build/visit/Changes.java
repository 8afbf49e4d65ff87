package dev.firn.build.visit;

import dev.firn.overlay.TreeChange;
import dev.firn.overlay.TreeChanges;
import dev.firn.overlay.TreeVisitor;
import dev.firn.overlay.View;
import dev.firn.recipe.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// What a visitor has changed in the files.
///
/// @param count of all paths that were added, removed or changed
/// @param first the first of them in the order of their names
/// @param before the files as they were
/// @param after the files as they were left
public record Changes(long count, List<Change> first, View before, View after) {

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
        List<Change> first = new ArrayList<>();
        AtomicLong count = new AtomicLong();
        TreeChanges.tell(
                before,
                after,
                "",
                new Teller(
                        change -> {
                            if (count.getAndIncrement() < SHOWN) {
                                first.add(change);
                            }
                        }));
        return new Changes(count.get(), first, before, after);
    }

    /// Tells all of them, in the order of their names.
    public void tell(Consumer<Change> told) throws IOException {
        TreeChanges.tell(before, after, "", new Teller(told));
    }

    private record Teller(Consumer<Change> told) implements TreeVisitor<TreeChange> {

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
            Kind kind =
                    found.isAddition()
                            ? Kind.ADDED
                            : found.isRemoval() ? Kind.REMOVED : Kind.CHANGED;
            told.accept(new Change(kind, '/' + found.path()));
        }

        @Override
        public void closed(String path) {
            // Told by itself already, if the visitor has closed it.
        }
    }
}
