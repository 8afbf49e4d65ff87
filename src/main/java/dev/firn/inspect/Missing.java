package dev.firn.inspect;

import dev.firn.inspect.StateTree.Place;
import dev.firn.linux.PathBytes;
import dev.firn.nix.path.StorePath;
import dev.firn.overlay.MergedFile;
import dev.firn.problem.Problem;
import dev.firn.problem.Suggestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Optional;

/// Says why a path leads to no file of a state.
///
/// @param path as the user gave it
record Missing(StateTree tree, String path) {

    private static final String STORE = StorePath.STORE_DIR.substring(1) + '/';
    private static final String HOLDS = "a state holds what the build has made and nothing else";

    /// The file of this name in a directory.
    ///
    /// @param rest the names that are to come
    /// @param link the last symbolic link that was followed
    /// @throws Problem when there is none
    Place child(Place parent, String name, Collection<String> rest, Optional<Place> link)
            throws IOException {
        String here = parent.path().isEmpty() ? name : parent.path() + '/' + name;
        Optional<MergedFile> child;
        try {
            child = parent.file().child(name);
        } catch (AccessDeniedException e) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "nobody may enter /" + text(parent.path()),
                    "the build has taken that right from everybody; firn can copy it all the same",
                    "firn checkout " + tree.state().name() + " DIR",
                    e);
        }
        if (child.isPresent()) {
            return new Place(here, child.get());
        }
        String whole = rest.isEmpty() ? here : here + '/' + String.join("/", rest);
        boolean ofStore = whole.startsWith(STORE) && here.indexOf('/', STORE.length()) < 0;
        throw ofStore ? input(whole) : nothing(parent, name, link);
    }

    Problem endless() {
        return new Problem(
                Problem.Kind.USAGE,
                path + " leads to no file",
                "its symbolic links lead in a circle",
                "firn files " + tree.state().name());
    }

    /// What a symbolic link names that leads out of the state.
    ///
    /// @param link the last one that was followed
    private Problem nothing(Place parent, String name, Optional<Place> link) throws IOException {
        if (link.isPresent() && link.get().file().target().startsWith("/")) {
            return new Problem(
                    Problem.Kind.USAGE,
                    path + " leads to nothing in " + tree.state().name(),
                    "the symbolic link /"
                            + text(link.get().path())
                            + " names "
                            + text(link.get().file().target()),
                    "firn files " + tree.state().name() + " -l /" + text(link.get().path()));
        }
        return nothing(parent, name);
    }

    private Problem nothing(Place parent, String name) throws IOException {
        String listing = "firn files " + tree.state().name() + " /" + text(parent.path());
        String why =
                path.startsWith("/") ? "" : "the build's shell was in " + text(tree.directory());
        Optional<String> near = Optional.empty();
        if (parent.file().type() != 'd') {
            why = '/' + text(parent.path()) + " is no directory";
        } else {
            near = Suggestion.of(name, parent.file().children().keySet());
            why = parent.path().isEmpty() ? HOLDS : why;
        }
        return new Problem(
                Problem.Kind.USAGE,
                "there is no " + path + " in " + tree.state().name(),
                why,
                near.isPresent() ? "did you mean " + text(near.get()) + "?" : listing);
    }

    /// A store path that the build has not made.
    private Problem input(String whole) {
        int end = whole.indexOf('/', STORE.length());
        String storePath = '/' + (end < 0 ? whole : whole.substring(0, end));
        boolean onHost = Files.exists(PathBytes.path(storePath));
        return new Problem(
                Problem.Kind.USAGE,
                text(storePath) + " is not part of " + tree.state().name(),
                HOLDS,
                onHost
                        ? "it is an input; look at it in the store: ls -l /" + text(whole)
                        : "firn files " + tree.state().name());
    }

    private static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
