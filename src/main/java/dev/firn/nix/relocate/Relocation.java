package dev.firn.nix.relocate;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.path.StorePath;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A tree as it is after some of the paths it names have moved. Computed while it is read; the
/// original is not touched.
public final class Relocation {

    private final Survey survey;
    private final Map<StorePath, StorePath> moves;

    private Relocation(Survey survey, Map<StorePath, StorePath> moves) {
        this.survey = survey;
        this.moves = Map.copyOf(moves);
    }

    /// @param survey of the same tree
    /// @param moves from scratch path to final path; a scratch path that is not in it stays
    public static FileTree of(FileTree tree, Survey survey, Map<StorePath, StorePath> moves)
            throws IOException {
        for (Map.Entry<StorePath, StorePath> move : moves.entrySet()) {
            if (!move.getKey().name().equals(move.getValue().name())) {
                throw new IllegalArgumentException(move + " changes more than the hash");
            }
        }
        return survey.isEmpty() ? tree : new Relocation(survey, moves).moved("", tree);
    }

    private FileTree moved(String path, FileTree tree) throws IOException {
        return switch (tree) {
            case FileTree.Directory directory -> new Moved(path, directory);
            case FileTree.Symlink link -> {
                TextFindings findings = survey.links().get(path);
                yield findings == null ? link : new FileTree.Symlink(findings.moved(moves));
            }
            case FileTree.Regular file -> {
                FileFindings findings = survey.files().get(path);
                yield findings == null ? file : findings.rewritten(file, moves);
            }
        };
    }

    /// A directory whose entries may change their names, and with them their order.
    private final class Moved implements FileTree.Directory {
        private final String path;
        private final FileTree.Directory original;

        Moved(String path, FileTree.Directory original) {
            this.path = path;
            this.original = original;
        }

        @Override
        public SortedMap<String, FileTree> entries() throws IOException {
            SortedMap<String, FileTree> entries = new TreeMap<>();
            for (Map.Entry<String, FileTree> entry : original.entries().entrySet()) {
                String name = entry.getKey();
                String child = path.isEmpty() ? name : path + "/" + name;
                TextFindings findings = survey.names().get(child);
                String newName = findings == null ? name : findings.moved(moves);
                entries.put(newName, moved(child, entry.getValue()));
            }
            return entries;
        }
    }
}
