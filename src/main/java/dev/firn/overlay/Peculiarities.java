package dev.firn.overlay;

import dev.firn.linux.PathBytes;
import dev.firn.overlay.OverlayMarks.Opacity;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is in layers that `fuse-overlayfs` shows otherwise than the kernel.
///
/// @param mark a file of the build whose name is a mark there: `.wh.x` says that `x` is gone, and
///     `.wh..wh..opq` that its directory hides all below; neither is shown. Or a directory with
///     whiteouts by attribute, which it does not know. Relative to its layer
/// @param hardLinks whether some file has more than one name; it counts those that it has come
///     across
public record Peculiarities(Optional<Path> mark, boolean hardLinks) {

    private static final String PREFIX = ".wh.";

    /// Looks at every name in the layers, until there is a mark.
    public static Peculiarities of(List<Path> layers) throws IOException {
        boolean hardLinks = false;
        for (Path layer : layers) {
            Search search = new Search();
            search.visit(layer);
            if (search.mark.isPresent()) {
                return new Peculiarities(search.mark.map(layer::relativize), hardLinks);
            }
            hardLinks |= search.hardLinks;
        }
        return new Peculiarities(Optional.empty(), hardLinks);
    }

    private static final class Search {

        private Optional<Path> mark = Optional.empty();
        private boolean hardLinks;

        void visit(Path directory) throws IOException {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                if (OverlayMarks.opacity(directory) == Opacity.HOLDS_WHITEOUTS) {
                    mark = Optional.of(directory);
                }
                for (Path entry : entries) {
                    if (PathBytes.name(entry).startsWith(PREFIX)) {
                        mark = Optional.of(entry);
                    }
                    if (mark.isPresent()) {
                        return;
                    }
                    look(entry);
                }
            } catch (AccessDeniedException e) {
                // A builder may have closed its own directory; it is closed in the mount too.
                return;
            }
        }

        private void look(Path entry) throws IOException {
            FileState state = FileState.of(entry);
            switch (state.type()) {
                case 'd' -> visit(entry);
                // The kernel makes whiteouts by linking one.
                case 'c' -> {}
                default -> hardLinks |= state.links() > 1;
            }
        }
    }
}
