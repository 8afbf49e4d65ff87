package dev.firn.nix.compare.content;

import dev.firn.nix.compare.content.Likeness.Alike;
import dev.firn.nix.compare.content.Likeness.Unlike;
import dev.firn.nix.compare.stream.StreamComparison;
import dev.firn.nix.compare.stream.StreamComparison.Outcome;
import dev.firn.nix.compare.unpack.Packed;
import dev.firn.nix.compare.unpack.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Compares two compressed files, which differ, by what is in them. Other content packs
/// differently, and how cannot be compared; but what says how it was packed must be the same, and
/// all checksums right.
record PackedComparison(FileComparison files, Packed ours, Packed theirs) {

    Likeness find() throws IOException {
        Outcome content;
        try (InputStream a = files.room().unpacked(ours);
                InputStream b = files.room().unpacked(theirs)) {
            content = StreamComparison.of(files.swap(), a, b, List.of());
        }
        Likeness found = content.explained() ? Alike.of(content) : unpacked();
        return switch (found) {
            case Unlike(Spot spot) -> new Unlike(spot.packed());
            case Alike(boolean ownPath, var causes)
                    when (!ownPath && causes.isEmpty())
                            || !ours.settings().equals(files.swap().applied(theirs.settings())) ->
                    new Unlike(Spot.of(content, ours.file(), theirs.file()).as(Spot.Kind.PACKING));
            case Alike alike when content.explained() -> Alike.of(packing());
            case Alike alike ->
                    alike.ownPath() ? alike.and(new Cause.PackedPath(packing())) : alike;
        };
    }

    private Cause.Packing packing() {
        return Cause.Packing.valueOf(ours.compression().name());
    }

    private Likeness unpacked() throws IOException {
        try (InputStream ourContent = files.room().unpacked(ours);
                Spool a = files.room().spool(ourContent);
                InputStream theirContent = files.room().unpacked(theirs);
                Spool b = files.room().spool(theirContent)) {
            return files.deeper().of(a, b);
        }
    }
}
