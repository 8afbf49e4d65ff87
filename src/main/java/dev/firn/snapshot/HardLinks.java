package dev.firn.snapshot;

import dev.firn.linux.PathBytes;
import dev.firn.overlay.OverlayMarks;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the hard links of a chain that a layer on top of it tears.
///
/// Only links between names of one layer exist: whoever links to a file of a lower layer copies
/// it up first, and that tears it from its other names, which shows here.
final class HardLinks {

    /// What an upper directory has of a name below it.
    private sealed interface Cover {
        /// Nothing: the file below shows.
        record Untouched() implements Cover {}

        /// A whiteout, or something that hides it from further up.
        record Gone() implements Cover {}

        /// Another file.
        record Present(Object inode) implements Cover {}
    }

    private final Upkeep upkeep;

    HardLinks(Upkeep upkeep) {
        this.upkeep = upkeep;
    }

    /// One file of a layer with several names.
    private record Linked(Path files, List<String> names) {
        Path original() {
            return PathBytes.resolve(files, names.getFirst());
        }
    }

    /// Files of the chain that had several names and are not one file any more, with these names.
    List<List<String>> broken(Chain chain, Path upper) throws IOException {
        List<Linked> whole = new ArrayList<>();
        for (Layer layer : chain.fileLayers()) {
            Path files = layer.paths().files();
            List<Linked> stillThere = new ArrayList<>();
            for (Linked linked : whole) {
                if (isUntouched(files, linked.names())) {
                    stillThere.add(linked);
                }
            }
            for (List<String> names : upkeep.survey(layer).hardLinks()) {
                stillThere.add(new Linked(files, names));
            }
            whole = stillThere;
        }
        List<List<String>> broken = new ArrayList<>();
        for (Linked linked : whole) {
            if (isBroken(upper, linked)) {
                broken.add(linked.names());
            }
        }
        return broken;
    }

    private static boolean isUntouched(Path files, List<String> names) throws IOException {
        for (String name : names) {
            if (!(cover(files, name) instanceof Cover.Untouched)) {
                return false;
            }
        }
        return true;
    }

    /// Unbroken are: all names left alone; all of them there and one file; and all of them gone,
    /// with nothing left that still has what was in the file. A name that is gone may have been
    /// written to before it was moved away, and then the others lack that; so removing some or
    /// replacing all looks like tearing and is taken for it.
    private static boolean isBroken(Path upper, Linked linked) throws IOException {
        int untouched = 0;
        int gone = 0;
        Set<Object> inodes = new HashSet<>();
        for (String name : linked.names()) {
            switch (cover(upper, name)) {
                case Cover.Untouched nothing -> untouched++;
                case Cover.Gone nothing -> gone++;
                case Cover.Present present -> inodes.add(present.inode());
            }
        }
        int names = linked.names().size();
        if (untouched == names || (inodes.size() == 1 && untouched + gone == 0)) {
            return false;
        }
        return gone < names || hasCopy(upper, linked.original());
    }

    private static boolean hasCopy(Path upper, Path original) throws IOException {
        BasicFileAttributes attributes = attributes(original);
        // Nothing is written into a symbolic link.
        return attributes.isRegularFile()
                && UpperFiles.any(
                        upper,
                        (file, size) ->
                                size == attributes.size() && Files.mismatch(file, original) < 0);
    }

    private static Cover cover(Path upper, String name) throws IOException {
        Path at = upper;
        boolean hidden = false;
        for (int start = 0; start < name.length(); ) {
            int slash = name.indexOf('/', start);
            int end = slash < 0 ? name.length() : slash;
            at = PathBytes.resolve(at, name.substring(start, end));
            BasicFileAttributes attributes;
            try {
                attributes = attributes(at);
            } catch (NoSuchFileException | AccessDeniedException e) {
                // A builder has no more rights than its user: what is closed it did not change.
                return hidden ? new Cover.Gone() : new Cover.Untouched();
            }
            if (end == name.length()) {
                return last(at, attributes);
            }
            if (!attributes.isDirectory()) {
                return new Cover.Gone();
            }
            hidden = hidden || OverlayMarks.opacity(at) == OverlayMarks.Opacity.OPAQUE;
            start = end + 1;
        }
        throw new IllegalArgumentException("not a name: " + name);
    }

    private static Cover last(Path file, BasicFileAttributes attributes) throws IOException {
        Object inode = attributes.fileKey();
        return inode == null || OverlayMarks.isWhiteout(file, attributes)
                ? new Cover.Gone()
                : new Cover.Present(inode);
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
