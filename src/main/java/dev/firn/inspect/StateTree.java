package dev.firn.inspect;

import dev.firn.bash.Change;
import dev.firn.bash.Setting;
import dev.firn.bash.Value;
import dev.firn.build.step.StepEffect;
import dev.firn.history.State;
import dev.firn.linux.RawArguments;
import dev.firn.nix.drv.BuilderInputs;
import dev.firn.overlay.MergedFile;
import dev.firn.overlay.View;
import dev.firn.snapshot.Layer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The files of a state, found by their paths as the build sees them: absolute, or relative to the
/// directory that the build's shell was in.
///
/// Symbolic links are followed within the state only.
public final class StateTree {

    /// As the kernel has it.
    private static final int MOST_LINKS = 40;

    private final State state;
    private final View view;
    private final String directory;

    public StateTree(State state) {
        this.state = state;
        this.view = state.chain().view();
        this.directory = directory(state.chain().layers());
    }

    /// A file and where it really is.
    ///
    /// @param path from the root of the state, without a slash in front, bytes
    public record Place(String path, MergedFile file) {}

    public State state() {
        return state;
    }

    public View view() {
        return view;
    }

    /// Where the build's shell was: an absolute path, bytes.
    public String directory() {
        return directory;
    }

    /// The path from the root of the state, bytes: `.` and `..` are taken away, links not followed.
    ///
    /// @param path as the user gave it
    public String absolute(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : steps(path)) {
            if (!name.equals("..")) {
                names.addLast(name);
            } else if (!names.isEmpty()) {
                names.removeLast();
            }
        }
        return String.join("/", names);
    }

    /// The file of this path; if it is a symbolic link, the link.
    ///
    /// @param path as the user gave it
    /// @throws dev.firn.problem.Problem when there is none
    public Place find(String path) throws IOException {
        return walk(path, false);
    }

    /// The file that the path leads to through all symbolic links.
    ///
    /// @param path as the user gave it
    /// @throws dev.firn.problem.Problem when there is none
    public Place follow(String path) throws IOException {
        return walk(path, true);
    }

    private Place walk(String path, boolean toTheEnd) throws IOException {
        Missing missing = new Missing(this, path);
        Deque<String> todo = new ArrayDeque<>(steps(path));
        List<Place> at = new ArrayList<>(List.of(new Place("", view.root())));
        int links = 0;
        Optional<Place> link = Optional.empty();
        while (!todo.isEmpty()) {
            String name = todo.removeFirst();
            if (name.equals("..")) {
                if (at.size() > 1) {
                    at.removeLast();
                }
                continue;
            }
            Place child = missing.child(at.getLast(), name, todo, link);
            if (child.file().type() != 'l' || (todo.isEmpty() && !toTheEnd)) {
                at.add(child);
                continue;
            }
            if (++links > MOST_LINKS) {
                throw missing.endless();
            }
            link = Optional.of(child);
            String target = child.file().target();
            if (target.startsWith("/")) {
                at.subList(1, at.size()).clear();
            }
            names(target).reversed().forEach(todo::addFirst);
        }
        return at.getLast();
    }

    /// The names on the way from the root, bytes.
    private List<String> steps(String path) {
        String bytes = RawArguments.bytes(path);
        return names(bytes.startsWith("/") ? bytes : directory + '/' + bytes);
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return names;
    }

    private static String directory(List<Layer> layers) {
        for (Layer layer : layers.reversed()) {
            Optional<StepEffect> effect = StepEffect.read(layer.paths().delta());
            if (effect.isPresent()) {
                Change<Value> moved =
                        effect.get().delta().settings().get(Setting.Kind.DIRECTORY.only());
                if (moved != null
                        && moved.after().isPresent()
                        && moved.after().get() instanceof Value.Scalar(String text)) {
                    return text;
                }
            }
        }
        return BuilderInputs.BUILD_DIR;
    }
}
