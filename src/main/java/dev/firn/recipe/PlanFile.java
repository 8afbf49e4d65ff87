package dev.firn.recipe;

import dev.firn.linux.Confined;
import dev.firn.linux.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the builder script said when it was stopped at its call of `genericBuild`: pairs of a word
/// and a value, each ended by NUL.
///
/// @param steps what `genericBuild` would run
/// @param unsplit why the builder cannot be taken apart there; empty if it can
/// @param origins the file that each function was read from
record PlanFile(List<Step> steps, String unsplit, Map<String, String> origins) {

    PlanFile {
        steps = List.copyOf(steps);
        origins = Map.copyOf(origins);
    }

    /// @throws IOException when the file cannot be read or is damaged
    static PlanFile read(Path file) throws IOException {
        String[] words =
                new Confined(file.resolveSibling(".").normalize())
                        .text(PathBytes.name(file))
                        .split("\0", -1);
        List<Step> steps = new ArrayList<>();
        String unsplit = "";
        Map<String, String> origins = Map.of();
        for (int i = 0; i + 1 < words.length; i += 2) {
            String value = words[i + 1];
            switch (words[i]) {
                case "phase" -> steps.add(new Step.Phase(value));
                case "command" -> steps.add(new Step.Command());
                case "inside" -> unsplit = "genericBuild is called by the function " + value;
                case "tail" -> unsplit = "after genericBuild the builder goes on with: " + value;
                case "origins" -> origins = origins(value);
                default -> throw new IOException("unknown word in " + file + ": " + words[i]);
            }
        }
        return new PlanFile(steps, unsplit, origins);
    }

    /// Lines of `name number file`, as `declare -F name` prints them under `extdebug`.
    private static SortedMap<String, String> origins(String lines) {
        SortedMap<String, String> origins = new TreeMap<>();
        for (String line : lines.split("\n")) {
            String[] fields = line.split(" ", 3);
            if (fields.length == 3) {
                origins.put(fields[0], fields[2]);
            }
        }
        return origins;
    }
}
