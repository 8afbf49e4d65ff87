package dev.firn.nix.result;

import dev.firn.digest.Digest;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.NixError;
import dev.firn.nix.daemon.PathInfo;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.NarFacts;
import dev.firn.nix.nar.NarWriter;
import dev.firn.nix.nar.ReferenceScan;
import dev.firn.nix.nar.SelfBlindHash;
import dev.firn.nix.path.NixBase32;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.path.StorePaths;
import dev.firn.nix.relocate.Relocation;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Adds outputs at paths that follow from their content, which any user may do.
///
/// Output by output, in an order in which each names only those before it and itself.
final class ContentAddressed {

    private final NixDaemon daemon;
    private final Map<StorePath, StorePath> moves = new HashMap<>();
    private boolean places;

    ContentAddressed(NixDaemon daemon) {
        this(daemon, hashesPlaces(daemon.version()));
    }

    /// @param places the first guess
    ContentAddressed(NixDaemon daemon, boolean places) {
        this.daemon = daemon;
        this.places = places;
    }

    /// Whether a daemon of this version hashes the places of self-references; see [SelfBlindHash].
    /// A guess: Lix has versions of its own.
    static boolean hashesPlaces(String version) {
        int dot = version.indexOf('.');
        int end = dot + 1;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        if (dot < 1 || end == dot + 1 || !version.substring(0, dot).equals("2")) {
            return true;
        }
        int minor = Integer.parseInt(version, dot + 1, end, 10);
        return minor < 17 || (minor >= 35 && minor < 90);
    }

    /// Adds the next output. Nothing is added if its content would depend on its own path in a way
    /// that the daemon's hash does not overlook; then it cannot have such a path.
    Optional<StorePath> add(ScannedOutput output) throws IOException {
        Optional<Candidate> first = candidate(output, places);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Candidate added = first.get();
        try {
            upload(added);
        } catch (NixError e) {
            if (!added.self || !e.plain().contains("ca hash mismatch")) {
                throw e;
            }
            places = !places;
            added = candidate(output, places).orElseThrow();
            upload(added);
        }
        moves.put(output.scratch(), added.info.path());
        return Optional.of(added.info.path());
    }

    private void upload(Candidate candidate) {
        if (!daemon.isValid(candidate.info.path())) {
            daemon.addToStoreNar(candidate.info, true, out -> NarWriter.write(candidate.tree, out));
        }
        daemon.addTempRoot(candidate.info.path());
    }

    private Optional<Candidate> candidate(ScannedOutput output, boolean withPlaces)
            throws IOException {
        StorePath scratch = output.scratch();
        SortedSet<StorePath> references = moved(output.references(), moves);
        boolean self = references.remove(scratch);
        FileTree unfinished = Relocation.of(output.tree(), output.survey(), moves);
        Digest blind = blindHash(unfinished, scratch, withPlaces);
        StorePath path = StorePaths.source(scratch.name(), blind, references, self);

        Map<StorePath, StorePath> all = new HashMap<>(moves);
        all.put(scratch, path);
        FileTree tree = Relocation.of(output.tree(), output.survey(), all);
        if (self) {
            references.add(path);
        }
        SelfBlindHash again = new SelfBlindHash(path.hash());
        ReferenceScan scan = new ReferenceScan(references);
        NarFacts facts = NarFacts.of(tree, again, scan);
        if (!again.digest(withPlaces).equals(blind) || !scan.found().equals(references)) {
            return Optional.empty();
        }
        String ca = "fixed:r:sha256:" + NixBase32.encode(blind.bytes());
        PathInfo info =
                new PathInfo(
                        path,
                        Optional.empty(),
                        facts.hash(),
                        facts.size(),
                        references,
                        ca,
                        List.of(),
                        false);
        return Optional.of(new Candidate(info, tree, self));
    }

    private static Digest blindHash(FileTree tree, StorePath self, boolean withPlaces)
            throws IOException {
        SelfBlindHash hash = new SelfBlindHash(self.hash());
        NarWriter.write(tree, hash);
        return hash.digest(withPlaces);
    }

    static SortedSet<StorePath> moved(
            Collection<StorePath> paths, Map<StorePath, StorePath> moves) {
        SortedSet<StorePath> moved = new TreeSet<>();
        for (StorePath path : paths) {
            moved.add(moves.getOrDefault(path, path));
        }
        return moved;
    }

    private record Candidate(PathInfo info, FileTree tree, boolean self) {}
}
