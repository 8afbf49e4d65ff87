package dev.firn.overlay;

import dev.firn.linux.PathBytes;
import dev.firn.overlay.OverlayMarks.Opacity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A file of a merged tree: one file of one layer, or a directory in several.
public final class MergedFile {

    /// A file in one layer.
    private record Place(Path path, BasicFileAttributes attributes) {}

    /// Top first; more than one only if all are directories that show through. Empty only in the
    /// root of no layers, which is an empty directory.
    private final List<Place> places;

    private MergedFile(List<Place> places) {
        this.places = places;
    }

    static MergedFile root(List<Path> lowers) {
        List<Place> places = new ArrayList<>();
        for (Path lower : lowers) {
            try {
                places.add(new Place(lower, attributes(lower)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new MergedFile(places);
    }

    /// The file that gives this one its content and its attributes.
    public Path place() {
        return places.getFirst().path();
    }

    /// As find says it: f, d, l, p, s, c or b.
    public char type() throws IOException {
        if (places.isEmpty()) {
            return 'd';
        }
        BasicFileAttributes attributes = places.getFirst().attributes();
        if (attributes.isRegularFile()) {
            return 'f';
        }
        if (attributes.isDirectory()) {
            return 'd';
        }
        return attributes.isSymbolicLink() ? 'l' : state().type();
    }

    /// Bytes of content.
    public long size() {
        return places.getFirst().attributes().size();
    }

    public FileState state() throws IOException {
        return FileState.of(place());
    }

    /// The target of a symbolic link, bytes.
    public String target() throws IOException {
        return PathBytes.of(Files.readSymbolicLink(place()));
    }

    /// The content of a regular file.
    public InputStream open() throws IOException {
        try {
            return Files.newInputStream(place(), LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException e) {
            return Closed.open(place());
        }
    }

    /// When the content was changed last, to the nanosecond.
    public FileTime modified() {
        return places.getFirst().attributes().lastModifiedTime();
    }

    /// Whether both are the same files of the same layers, so that nothing in them can differ.
    public boolean isSameAs(MergedFile other) {
        return places.size() == other.places.size() && shared(other) == places.size();
    }

    /// The names of what may differ in two directories: every other name leads to the same files
    /// of the same layers in both. Costs no more than to list the layers that only one of them has.
    SortedSet<String> mayDiffer(MergedFile other) throws IOException {
        int shared = shared(other);
        SortedSet<String> names = new TreeSet<>();
        for (MergedFile each : List.of(this, other)) {
            for (Place place : each.places.subList(0, each.places.size() - shared)) {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(place.path())) {
                    for (Path entry : entries) {
                        names.add(PathBytes.name(entry));
                    }
                }
            }
        }
        return names;
    }

    /// How many places, from the bottom up, are those of the other file too.
    private int shared(MergedFile other) {
        int shared = 0;
        while (shared < Math.min(places.size(), other.places.size())
                && place(shared).equals(other.place(shared))) {
            shared++;
        }
        return shared;
    }

    private Path place(int fromBelow) {
        return places.get(places.size() - 1 - fromBelow).path();
    }

    /// The file of this name in here, if this is a directory and has one.
    public Optional<MergedFile> child(String name) throws IOException {
        List<Place> found = new ArrayList<>();
        for (Place place : places) {
            if (!place.attributes().isDirectory()) {
                break;
            }
            Path path = PathBytes.resolve(place.path(), name);
            try {
                found.add(new Place(path, attributes(path)));
            } catch (NoSuchFileException e) {
                // Not in this layer.
            }
        }
        return merge(found);
    }

    /// What is in this directory, by name.
    public SortedMap<String, MergedFile> children() throws IOException {
        Map<String, List<Place>> found = new HashMap<>();
        for (Place place : places) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(place.path())) {
                for (Path entry : entries) {
                    found.computeIfAbsent(PathBytes.name(entry), name -> new ArrayList<>(1))
                            .add(new Place(entry, attributes(entry)));
                }
            }
        }
        SortedMap<String, MergedFile> children = new TreeMap<>();
        for (Map.Entry<String, List<Place>> name : found.entrySet()) {
            Optional<MergedFile> child = merge(name.getValue());
            if (child.isPresent()) {
                children.put(name.getKey(), child.get());
            }
        }
        return children;
    }

    /// What an overlay shows of files of the same name in several layers.
    ///
    /// @param candidates top first
    private static Optional<MergedFile> merge(List<Place> candidates) throws IOException {
        List<Place> shown = new ArrayList<>(1);
        for (int i = 0; i < candidates.size(); i++) {
            Place candidate = candidates.get(i);
            boolean directory = candidate.attributes().isDirectory();
            if (directory) {
                shown.add(candidate);
            } else if (shown.isEmpty()
                    && !OverlayMarks.isWhiteout(candidate.path(), candidate.attributes())) {
                shown.add(candidate);
            }
            boolean last = i == candidates.size() - 1;
            if (last || !directory || hides(candidate.path())) {
                break;
            }
        }
        return shown.isEmpty() ? Optional.empty() : Optional.of(new MergedFile(shown));
    }

    private static boolean hides(Path directory) throws IOException {
        try {
            return OverlayMarks.opacity(directory) == Opacity.OPAQUE;
        } catch (AccessDeniedException e) {
            // Its marks cannot be read, and neither can what is in it.
            return true;
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
