package dev.firn.nix.relocate;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.piece.Piece;
import dev.firn.nix.piece.PieceScan;
import dev.firn.nix.piece.Pieces;
import dev.firn.nix.piece.ScratchPaths;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every piece of the scratch paths in the tree of one output: in files, names and link targets.
///
/// Holds only what was found, by path inside the output; the output itself is the empty path.
public final class Survey {

    private final String output;
    private final ScratchPaths paths;
    private final SortedMap<String, TextFindings> names = new TreeMap<>();
    private final SortedMap<String, TextFindings> links = new TreeMap<>();
    private final SortedMap<String, FileFindings> files = new TreeMap<>();
    private final List<Stale> stale = new ArrayList<>();
    private final List<String> sealed = new ArrayList<>();

    private Survey(String output, ScratchPaths paths) {
        this.output = output;
        this.paths = paths;
    }

    /// Reads the whole tree.
    ///
    /// @param output name of the output
    /// @param paths the scratch paths of all outputs
    public static Survey of(String output, FileTree tree, ScratchPaths paths) throws IOException {
        Survey survey = new Survey(output, paths);
        survey.visit("", tree);
        return survey;
    }

    /// What will be left after everything that can be has been rewritten.
    public List<Stale> stale() {
        return Collections.unmodifiableList(stale);
    }

    /// Files that are packed in a way that cannot be looked into, such as xz.
    public List<String> sealed() {
        return Collections.unmodifiableList(sealed);
    }

    public boolean isEmpty() {
        return names.isEmpty() && links.isEmpty() && files.isEmpty();
    }

    /// The scratch paths of which there is any piece.
    public Set<StorePath> mentioned() {
        Set<StorePath> mentioned = new TreeSet<>();
        for (List<Piece> pieces : all()) {
            for (Piece piece : pieces) {
                mentioned.add(piece.path());
            }
        }
        return mentioned;
    }

    /// Whether there is anything that has to be packed anew.
    public boolean packs() {
        for (FileFindings file : files.values()) {
            if (file.gzip().isPresent()) {
                return true;
            }
        }
        return false;
    }

    /// Whether `path` is there in a way that replacing its hash in the archive would not do:
    /// cut, packed, under a checksum, or where it decides the order of files.
    public boolean hides(StorePath path) {
        for (TextFindings name : names.values()) {
            if (mentions(name.pieces(), path)) {
                return true;
            }
        }
        for (TextFindings link : links.values()) {
            if (hasCut(link.pieces(), path)) {
                return true;
            }
        }
        for (FileFindings file : files.values()) {
            boolean covered = file.gzip().isPresent() || !file.stored().isEmpty();
            if ((covered && mentions(file.allPieces(), path)) || hasCut(file.pieces(), path)) {
                return true;
            }
        }
        return false;
    }

    SortedMap<String, TextFindings> names() {
        return Collections.unmodifiableSortedMap(names);
    }

    SortedMap<String, TextFindings> links() {
        return Collections.unmodifiableSortedMap(links);
    }

    SortedMap<String, FileFindings> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    private void visit(String path, FileTree tree) throws IOException {
        switch (tree) {
            case FileTree.Directory directory -> {
                for (Map.Entry<String, FileTree> entry : directory.entries().entrySet()) {
                    String child = path.isEmpty() ? entry.getKey() : path + "/" + entry.getKey();
                    text(names, child, entry.getKey());
                    visit(child, entry.getValue());
                }
            }
            case FileTree.Symlink link -> text(links, path, link.target());
            case FileTree.Regular file -> {
                FileFindings findings = new FileSurvey(paths, file, notes(path)).findings();
                if (!findings.isEmpty()) {
                    files.put(path, findings);
                }
            }
        }
    }

    private void text(SortedMap<String, TextFindings> into, String path, String text)
            throws IOException {
        if (text.length() < ScratchPaths.WINDOW) {
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        Pieces pieces = new PieceScan(paths, bytes.length).all(new ByteArrayInputStream(bytes));
        for (Piece piece : pieces.unclear()) {
            stale.add(new Stale(output, path, piece.offset(), "an unclear piece in its name"));
        }
        if (!pieces.sure().isEmpty()) {
            into.put(path, new TextFindings(text, pieces.sure()));
        }
    }

    private FileSurvey.Notes notes(String path) {
        return new FileSurvey.Notes() {
            @Override
            public void stale(long offset, String why) {
                stale.add(new Stale(output, path, offset, why));
            }

            @Override
            public void sealed() {
                sealed.add(path);
            }
        };
    }

    private List<List<Piece>> all() {
        List<List<Piece>> all = new ArrayList<>();
        for (TextFindings name : names.values()) {
            all.add(name.pieces());
        }
        for (TextFindings link : links.values()) {
            all.add(link.pieces());
        }
        for (FileFindings file : files.values()) {
            all.add(file.allPieces());
        }
        return all;
    }

    private static boolean mentions(List<Piece> pieces, StorePath path) {
        for (Piece piece : pieces) {
            if (piece.path().equals(path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasCut(List<Piece> pieces, StorePath path) {
        for (Piece piece : pieces) {
            if (piece.path().equals(path) && !piece.whole()) {
                return true;
            }
        }
        return false;
    }
}
