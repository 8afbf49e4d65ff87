package dev.firn.snapshot;

import dev.firn.overlay.FileState;
import dev.firn.overlay.MergedFile;
import dev.firn.overlay.View;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A tree as one line for each file, in the form that [Kernel#FIND] makes find print.
public final class Listing {

    private Listing() {}

    public static SortedMap<String, String> of(View view) throws IOException {
        SortedMap<String, String> lines = new TreeMap<>();
        add(lines, view.root(), "");
        return lines;
    }

    /// What find sees of `build` in a directory.
    public static SortedMap<String, String> of(Path directory) throws Exception {
        return sorted(Kernel.output(List.of("sh", "-c", Kernel.FIND), directory));
    }

    static SortedMap<String, String> sorted(String found) {
        SortedMap<String, String> lines = new TreeMap<>();
        String[] parts = found.split("\0", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            lines.put(parts[i], parts[i + 1]);
        }
        return lines;
    }

    private static void add(SortedMap<String, String> lines, MergedFile directory, String prefix)
            throws IOException {
        for (Map.Entry<String, MergedFile> child : directory.children().entrySet()) {
            String path = prefix + child.getKey();
            lines.put(path, line(child.getValue()));
            if (child.getValue().type() == 'd') {
                add(lines, child.getValue(), path + "/");
            }
        }
    }

    private static String line(MergedFile file) throws IOException {
        FileState state = file.state();
        String line =
                "%c %o %s".formatted(file.type(), state.permissions(), seconds(state.modified()));
        return file.type() == 'd'
                ? line
                : "%s %d %d %s"
                        .formatted(
                                line,
                                state.size(),
                                state.links(),
                                file.type() == 'l' ? file.target() : "");
    }

    private static String seconds(FileTime time) {
        long nanos = time.to(TimeUnit.NANOSECONDS);
        return "%d.%09d0"
                .formatted(
                        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
