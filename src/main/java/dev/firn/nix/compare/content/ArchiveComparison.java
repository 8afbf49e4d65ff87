package dev.firn.nix.compare.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.firn.nix.compare.archive.Archive;
import dev.firn.nix.compare.archive.Part;
import dev.firn.nix.compare.content.Likeness.Alike;
import dev.firn.nix.compare.content.Likeness.Unlike;
import dev.firn.nix.compare.stream.StreamComparison;
import dev.firn.nix.compare.stream.StreamComparison.Outcome;
import dev.firn.nix.nar.FileTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Compares two archives, which differ, member by member. All that they say of a member must be
/// the same but for what follows from its content, and their order too.
final class ArchiveComparison {

    private final FileComparison files;
    private final Archive.Kind kind;
    private final FileTree.Regular ours;
    private final FileTree.Regular theirs;

    /// Said only if nothing else differs: an index follows from the members.
    private Optional<Spot> ofIndex = Optional.empty();

    ArchiveComparison(
            FileComparison files,
            Archive.Kind kind,
            FileTree.Regular ours,
            FileTree.Regular theirs) {
        this.files = files;
        this.kind = kind;
        this.ours = ours;
        this.theirs = theirs;
    }

    /// @param plain of comparing the two as they are
    Likeness find(Outcome plain) throws IOException {
        Archive a = kind.open(ours);
        Archive b = kind.open(theirs);
        Alike all = Alike.of(plain);
        while (true) {
            Optional<Part> our = a.next();
            Optional<Part> their = b.next();
            if (our.isEmpty() && their.isEmpty()) {
                break;
            }
            if (our.isEmpty() || their.isEmpty()) {
                return unlike(Spot.Kind.MEMBERS, our.or(() -> their).orElseThrow().name());
            }
            boolean known = Math.max(end(our.get()), end(their.get())) <= plain.unexplained();
            Likeness each = known ? all : member(our.get(), their.get());
            switch (each) {
                case Alike alike -> all = all.and(alike);
                case Unlike(Spot spot) when our.get().index() -> ofIndex = Optional.of(spot);
                case Unlike unlike -> {
                    return unlike;
                }
            }
        }
        if (ofIndex.isPresent()) {
            return new Unlike(ofIndex.get());
        }
        if ((!all.ownPath() && all.causes().isEmpty()) || !endAlike(a, b)) {
            return new Unlike(Spot.of(plain, ours, theirs));
        }
        return all.causes().isEmpty() ? all.and(new Cause.PackedPath(packing())) : all;
    }

    private Likeness member(Part our, Part their) throws IOException {
        Outcome header = header(our.header(), their.header());
        if (!header.explained()) {
            boolean sameName = our.name().equals(files.swap().applied(their.name()));
            Spot.Kind kind =
                    header.builtPath()
                            ? Spot.Kind.BUILT_PATH
                            : sameName ? Spot.Kind.HEADER : Spot.Kind.MEMBERS;
            return unlike(kind, our.name());
        }
        return switch (files.deeper().of(our.content(), their.content())) {
            case Alike alike -> alike.and(Alike.of(header));
            case Unlike(Spot spot) -> new Unlike(spot.in(our.name()));
        };
    }

    private Outcome header(String ours, String theirs) throws IOException {
        return StreamComparison.of(
                files.swap(),
                new ByteArrayInputStream(ours.getBytes(ISO_8859_1)),
                new ByteArrayInputStream(theirs.getBytes(ISO_8859_1)),
                List.of());
    }

    /// Zeros follow the last member; how many depends on where that ends.
    private boolean endAlike(Archive a, Archive b) throws IOException {
        boolean movedTogether = ours.size() - a.rest() == theirs.size() - b.rest();
        return a.rest() == b.rest() || (!movedTogether && a.isFilledUp(kind) && b.isFilledUp(kind));
    }

    private Likeness unlike(Spot.Kind kind, String name) {
        return new Unlike(new Spot(List.of(name), false, 0, 0, 0, kind));
    }

    private static long end(Part part) {
        return part.content().from() + part.content().size();
    }

    private Cause.Packing packing() {
        return Cause.Packing.valueOf(kind.name());
    }
}
