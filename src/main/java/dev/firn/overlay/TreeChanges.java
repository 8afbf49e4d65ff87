package dev.firn.overlay;

import dev.firn.overlay.TreeChange.Aspect;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Walks two merged trees side by side and tells where they differ.
///
/// What both have from the same layers is not looked at: two states of one build, or of builds with
/// common layers, cost as much as the layers in which they differ. Only files of the same size are
/// read, and nothing is kept but the names of the directories on the way.
public final class TreeChanges {

    private final TreeVisitor<TreeChange> visitor;
    private final Contents contents = new Contents();

    private TreeChanges(TreeVisitor<TreeChange> visitor) {
        this.visitor = visitor;
    }

    /// Compares what two trees have at a path, and below it.
    ///
    /// @param path from the root, bytes; empty for the root, of which only the entries are compared
    public static void tell(View before, View after, String path, TreeVisitor<TreeChange> visitor)
            throws IOException {
        TreeChanges changes = new TreeChanges(visitor);
        if (path.isEmpty()) {
            changes.descend(path, Optional.of(before.root()), Optional.of(after.root()));
        } else {
            changes.compare(path, before.find(path), after.find(path));
        }
    }

    private void compare(String path, Optional<MergedFile> before, Optional<MergedFile> after)
            throws IOException {
        if (before.isEmpty()) {
            if (after.isPresent()) {
                visitor.visit(TreeChange.added(path, after.get()));
                descend(path, before, after);
            }
        } else if (after.isEmpty()) {
            visitor.visit(TreeChange.removed(path, before.get()));
            descend(path, before, after);
        } else if (!before.get().isSameAs(after.get())) {
            Set<Aspect> aspects = aspects(before.get(), after.get());
            if (!aspects.isEmpty()) {
                visitor.visit(TreeChange.changed(path, before.get(), after.get(), aspects));
            }
            descend(path, before, after);
        }
    }

    private void descend(String path, Optional<MergedFile> before, Optional<MergedFile> after)
            throws IOException {
        Optional<MergedFile> one = directory(before);
        Optional<MergedFile> other = directory(after);
        String prefix = path.isEmpty() ? "" : path + '/';
        try {
            if (one.isPresent() && other.isPresent()) {
                for (String name : one.get().mayDiffer(other.get())) {
                    compare(prefix + name, one.get().child(name), other.get().child(name));
                }
                return;
            }
            for (Map.Entry<String, MergedFile> child : children(one)) {
                compare(prefix + child.getKey(), Optional.of(child.getValue()), Optional.empty());
            }
            for (Map.Entry<String, MergedFile> child : children(other)) {
                compare(prefix + child.getKey(), Optional.empty(), Optional.of(child.getValue()));
            }
        } catch (AccessDeniedException e) {
            visitor.closed(path);
        }
    }

    private static Set<Map.Entry<String, MergedFile>> children(Optional<MergedFile> directory)
            throws IOException {
        return directory.isPresent() ? directory.get().children().entrySet() : Set.of();
    }

    private static Optional<MergedFile> directory(Optional<MergedFile> file) throws IOException {
        return file.isPresent() && file.get().type() == 'd' ? file : Optional.empty();
    }

    private Set<Aspect> aspects(MergedFile before, MergedFile after) throws IOException {
        if (before.type() != after.type()) {
            return EnumSet.of(Aspect.TYPE);
        }
        Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
        if (!before.place().equals(after.place())) {
            if (differsInContent(before, after)) {
                aspects.add(Aspect.CONTENT);
            }
            if (before.state().permissions() != after.state().permissions()) {
                aspects.add(Aspect.MODE);
            }
            if (!before.modified().equals(after.modified())) {
                aspects.add(Aspect.TIME);
            }
        }
        return aspects;
    }

    private boolean differsInContent(MergedFile before, MergedFile after) throws IOException {
        return switch (before.type()) {
            case 'f' ->
                    before.size() != after.size() || contents.firstDifference(before, after) >= 0;
            case 'l' -> !before.target().equals(after.target());
            case 'c', 'b' -> device(before.place()) != device(after.place());
            default -> false;
        };
    }

    private static long device(Path file) throws IOException {
        return (Long) Files.getAttribute(file, "unix:rdev", LinkOption.NOFOLLOW_LINKS);
    }
}
