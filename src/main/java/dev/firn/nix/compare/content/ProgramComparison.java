package dev.firn.nix.compare.content;

import dev.firn.nix.compare.content.ElfFile.PackedSection;
import dev.firn.nix.compare.content.Likeness.Alike;
import dev.firn.nix.compare.content.Likeness.Unlike;
import dev.firn.nix.compare.stream.StreamComparison.Mask;
import dev.firn.nix.compare.stream.StreamComparison.Outcome;
import dev.firn.nix.nar.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Compares two ELF files, which differ: all but their build ids, and compressed sections by what
/// is in them. Nothing in them may have another place.
record ProgramComparison(FileComparison files, FileTree.Regular ours, FileTree.Regular theirs) {

    /// Empty if there is nothing to add to what is known of their bytes.
    Optional<Likeness> find() throws IOException {
        Optional<ElfFile> our = ElfFile.read(ours);
        Optional<ElfFile> their = ElfFile.read(theirs);
        if (our.isEmpty() || their.isEmpty()) {
            return Optional.empty();
        }
        List<Mask> masks = new ArrayList<>();
        Alike all = new Alike(false, new LinkedHashSet<>());
        Optional<Identity> ourId = our.get().identity();
        Optional<Identity> theirId = their.get().identity();
        if (ourId.isPresent() && theirId.isPresent()) {
            masks.addAll(ourId.get().masks(theirId.get()));
            if (!masks.isEmpty()) {
                all = all.and(new Cause.BuildId(ourId.get().id(), theirId.get().id()));
            }
        }
        List<PackedSection> ourPacked = our.get().packed();
        List<PackedSection> theirPacked = their.get().packed();
        for (int i = 0; i < Math.min(ourPacked.size(), theirPacked.size()); i++) {
            PackedSection a = ourPacked.get(i);
            PackedSection b = theirPacked.get(i);
            if (!a.name().equals(b.name())
                    || !a.header().equals(b.header())
                    || a.content().compression() != b.content().compression()) {
                return Optional.empty();
            }
            Outcome packed = files.streams(a.content().file(), b.content().file(), List.of());
            if (!packed.explained()) {
                switch (files.packed(a.content(), b.content())) {
                    case Unlike(Spot spot) -> {
                        return Optional.of(new Unlike(spot.in(a.name())));
                    }
                    case Alike alike -> {
                        all = all.and(alike);
                        if (a.place().equals(b.place())) {
                            masks.add(a.place());
                        }
                    }
                }
            }
        }
        if (masks.isEmpty() || ours.size() != theirs.size()) {
            return Optional.empty();
        }
        Outcome outcome = files.streams(ours, theirs, masks);
        return outcome.explained() ? Optional.of(all.and(Alike.of(outcome))) : Optional.empty();
    }
}
