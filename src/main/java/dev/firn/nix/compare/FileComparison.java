package dev.firn.nix.compare;

import dev.firn.nix.compare.stream.PathSwap;
import dev.firn.nix.compare.stream.StreamComparison;
import dev.firn.nix.compare.stream.StreamComparison.Mask;
import dev.firn.nix.compare.stream.StreamComparison.Outcome;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.packed.GzipHeader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/// Compares the content of two files, and looks for the cause when they differ.
record FileComparison(PathSwap swap) {

    private static final int HEAD = 4;

    /// Empty if they are the same but for whole hashes.
    Optional<Difference.Content> of(FileTree.Regular ours, FileTree.Regular theirs)
            throws IOException {
        Outcome plain = streams(ours, theirs, List.of());
        if (plain.same()) {
            return Optional.empty();
        }
        List<Cause> causes =
                plain.explained() ? List.of(new Cause.CutPath()) : causes(ours, theirs);
        long offset = causes.isEmpty() ? plain.unexplained() : plain.first();
        return Optional.of(new Difference.Content(offset, ours.size(), theirs.size(), causes));
    }

    private List<Cause> causes(FileTree.Regular ours, FileTree.Regular theirs) throws IOException {
        byte[] head = head(ours);
        if (ElfFile.isMagic(head)) {
            return program(ours, theirs);
        }
        try {
            if (GzipHeader.isMagic(head)
                    && GzipHeader.isMagic(head(theirs))
                    && new GzipComparison(swap, ours, theirs).same()) {
                return List.of(new Cause.PackedPath(Cause.Packing.GZIP));
            }
            if (ZipDirectory.isMagic(head)
                    && ZipDirectory.isMagic(head(theirs))
                    && new ZipComparison(swap, ours, theirs).same()) {
                return List.of(new Cause.PackedPath(Cause.Packing.ZIP));
            }
        } catch (ZipException | EOFException e) {
            return List.of(); // what cannot be unpacked proves nothing
        }
        return List.of();
    }

    private List<Cause> program(FileTree.Regular ours, FileTree.Regular theirs) throws IOException {
        if (ours.size() != theirs.size()) {
            return List.of();
        }
        Optional<Identity> our = ElfFile.identity(ours);
        Optional<Identity> their = ElfFile.identity(theirs);
        if (our.isEmpty() || their.isEmpty()) {
            return List.of();
        }
        List<Mask> masks = our.get().masks(their.get());
        if (masks.isEmpty()) {
            return List.of();
        }
        Outcome outcome = streams(ours, theirs, masks);
        if (!outcome.explained()) {
            return List.of();
        }
        List<Cause> causes = new ArrayList<>();
        causes.add(new Cause.BuildId(our.get().id(), their.get().id()));
        if (outcome.cut()) {
            causes.add(new Cause.CutPath());
        }
        return causes;
    }

    private Outcome streams(FileTree.Regular ours, FileTree.Regular theirs, List<Mask> masks)
            throws IOException {
        try (InputStream a = ours.open();
                InputStream b = theirs.open()) {
            return StreamComparison.of(swap, a, b, masks);
        }
    }

    private static byte[] head(FileTree.Regular file) throws IOException {
        try (InputStream in = file.open()) {
            return in.readNBytes(HEAD);
        }
    }
}
