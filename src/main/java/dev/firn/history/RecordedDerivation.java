package dev.firn.history;

import dev.firn.cache.BuildRecord;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.store.CacheDirectory;
import dev.firn.store.file.PrivateDirectory;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A derivation that was built, and the inputs that it had. It is kept in the cache, because its
/// builds are to be entered when Nix has collected the `.drv` file, and where there never was one.
///
/// Its file holds the inputs, one path a line, an empty line, and the text of the `.drv` file.
///
/// @param inputs what it names: outputs of its input derivations, and sources
public record RecordedDerivation(
        StorePath path, Derivation derivation, SortedSet<StorePath> inputs) {

    private static final String END_OF_INPUTS = "\n\n";

    public RecordedDerivation {
        inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
    }

    /// Keeps it. Outputs of the same derivation may have other paths another day if they are
    /// addressed by their content; those of the last day count.
    public void keep(CacheDirectory cache) throws IOException {
        String paths = inputs.stream().map(StorePath::toString).collect(Collectors.joining("\n"));
        byte[] text =
                (paths + END_OF_INPUTS + derivation.print() + '\n')
                        .getBytes(StandardCharsets.ISO_8859_1);
        Path place = cache.derivation(path.basename());
        byte[] whole = Summed.of(place, text);
        if (!Files.exists(place) || !Arrays.equals(Files.readAllBytes(place), whole)) {
            PrivateDirectory.makeAll(place.resolveSibling(".").normalize());
            cache.workroom().replace(place, whole);
        }
    }

    /// That of a build.
    ///
    /// @throws Problem when it is not in the cache
    public static RecordedDerivation of(BuildRecord build, CacheDirectory cache)
            throws IOException {
        StorePath drvPath = StorePath.parse(build.derivation());
        Path place = cache.derivation(drvPath.basename());
        Optional<byte[]> content;
        try {
            content = Summed.read(place);
        } catch (NoSuchFileException e) {
            throw gone(build, drvPath + " is not in the cache");
        }
        if (content.isEmpty()) {
            throw gone(build, place + " is damaged");
        }
        return parse(drvPath, new String(content.get(), StandardCharsets.ISO_8859_1));
    }

    private static RecordedDerivation parse(StorePath drvPath, String text) {
        int end = text.indexOf(END_OF_INPUTS);
        SortedSet<StorePath> inputs = new TreeSet<>();
        text.substring(0, end)
                .lines()
                .filter(line -> !line.isEmpty())
                .forEach(line -> inputs.add(StorePath.parse(line)));
        Derivation derivation =
                Derivation.parse(text.substring(end + END_OF_INPUTS.length()).strip());
        return new RecordedDerivation(drvPath, derivation, inputs);
    }

    private static Problem gone(BuildRecord build, String why) {
        return new Problem(
                Problem.Kind.CACHE,
                "the derivation of " + build.name() + " is gone",
                why,
                "build it again: firn build");
    }
}
