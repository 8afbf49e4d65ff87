package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/// Two builds of the same derivation, compared.
final class Sameness {

    private Sameness() {}

    /// Fails unless the outputs are the same but for their hashes: files, modes, times, links, and
    /// what Nix says they refer to.
    static void check(
            SortedMap<String, String> firn, SortedMap<String, String> nix, ThisMachine machine)
            throws IOException {
        assertThat(firn.keySet()).isEqualTo(nix.keySet());
        Moved moved = Moved.between(firn, nix);
        Moved same = Moved.between(nix, nix);
        for (Map.Entry<String, String> output : firn.entrySet()) {
            String theirs = nix.getOrDefault(output.getKey(), "");
            assertThat(Tree.of(Path.of(output.getValue()), moved))
                    .as(output.getKey())
                    .isEqualTo(Tree.of(Path.of(theirs), same));
            assertThat(references(output.getValue(), moved, machine))
                    .isEqualTo(references(theirs, same, machine));
        }
    }

    private static TreeSet<String> references(String path, Moved moved, ThisMachine machine) {
        TreeSet<String> references = new TreeSet<>();
        machine.run("nix-store", "-q", "--references", path)
                .orFail()
                .lines()
                .forEach(each -> references.add(moved.of(each)));
        return references;
    }
}
