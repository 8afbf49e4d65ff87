package dev.firn.nix.relocate;

import dev.firn.nix.packed.ZipMember;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.piece.Piece;
import dev.firn.nix.piece.ScratchPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A bash script that does what [Relocation] does, for a builder: its outputs' paths are in its
/// environment, by the outputs' names.
///
/// Needs GNU coreutils and sed, and gzip where something is packed. Bytes, one per char.
public final class MoveScript {

    private static final String SETUP =
            """
            set -eu
            export LC_ALL=C
            umask 022
            copy() { cp -R -P -p "$1" "$2"; [ -L "$2" ] || chmod -R u+w "$2"; }
            poke() { printf %s "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null; }
            wide() {
                local i
                for ((i = 0; i < ${#3}; i++)); do printf '%s\\0' "${3:i:1}"; done |
                    dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
            }
            checksum() {
                tail -c "+$(($2 + 1))" "$1" | head -c "$3" | gzip -c | tail -c 8 | head -c 4 |
                    dd of="$1" bs=1 seek="$4" conv=notrunc 2>/dev/null
            }
            unpack() { gzip -dc < "$1" > "$TMPDIR/unpacked"; }
            pack() {
                gzip -n "$2" -c < "$TMPDIR/unpacked" > "$TMPDIR/packed"
                { head -c "$3" "$1"; tail -c +11 "$TMPDIR/packed"; } > "$TMPDIR/whole"
                cat "$TMPDIR/whole" > "$1"
            }
            relink() { rm "$1"; ln -s -- "$2" "$1"; }
            """;

    private final StringBuilder script = new StringBuilder(SETUP);
    private final ScratchPaths paths;

    /// An output and where its tree lies, as it was built.
    public record Part(String output, StorePath scratch, StorePath raw, Survey survey) {}

    private MoveScript(List<Part> parts) {
        List<StorePath> scratch = new ArrayList<>();
        for (Part part : parts) {
            scratch.add(part.scratch);
        }
        paths = new ScratchPaths(scratch);
        for (Part part : parts) {
            int index = index(part.scratch);
            script.append("out").append(index).append("=$(printenv ");
            script.append(BashText.quote(part.output)).append(")\n");
            script.append("hash").append(index).append("=${out").append(index).append(":11:32}\n");
        }
        for (Part part : parts) {
            move(part);
        }
    }

    public static String of(List<Part> parts) {
        return new MoveScript(parts).script.toString();
    }

    private void move(Part part) {
        String root = "\"$out" + index(part.scratch) + "\"";
        command("copy", BashText.quote(part.raw.toString()), root);
        for (Map.Entry<String, FileFindings> file : part.survey.files().entrySet()) {
            rewrite(place(root, file.getKey()), file.getValue());
        }
        for (Map.Entry<String, TextFindings> link : part.survey.links().entrySet()) {
            command("relink", place(root, link.getKey()), moved(link.getValue()));
        }
        // From the last to the first: what is in a directory comes after it.
        for (Map.Entry<String, TextFindings> name : part.survey.names().reversed().entrySet()) {
            String path = name.getKey();
            String directory = place(root, path.substring(0, path.lastIndexOf('/') + 1));
            command("mv", "--", place(root, path), directory + "/" + moved(name.getValue()));
        }
    }

    private void rewrite(String file, FileFindings findings) {
        if (findings.gzip().isPresent()) {
            Gzipped gzip = findings.gzip().get();
            command("unpack", file);
            replace("\"$TMPDIR/unpacked\"", gzip.inside().sure());
            command("pack", file, "-" + gzip.header().gzipLevel(), "" + gzip.header().length());
            poke(file, findings.pieces());
        } else if (findings.stored().isEmpty()) {
            replace(file, findings.pieces());
        } else {
            poke(file, findings.pieces());
            for (ZipMember member : findings.stored()) {
                for (long place : member.checksums()) {
                    command(
                            "checksum",
                            file,
                            "" + member.data(),
                            "" + member.packedSize(),
                            "" + place);
                }
            }
        }
    }

    /// Whole hashes all at once, what is left by position.
    private void replace(String file, List<Piece> pieces) {
        boolean[] whole = new boolean[paths.paths().size()];
        List<Piece> rest = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.whole()) {
                whole[index(piece.path())] = true;
            } else {
                rest.add(piece);
            }
        }
        StringBuilder expressions = new StringBuilder();
        for (int i = 0; i < whole.length; i++) {
            if (whole[i]) {
                expressions.append(expressions.isEmpty() ? "" : "; ");
                expressions.append("s/").append(paths.paths().get(i).hash());
                expressions.append("/$hash").append(i).append("/g");
            }
        }
        if (!expressions.isEmpty()) {
            command("sed", "-i", "\"" + expressions + "\"", file);
        }
        poke(file, rest);
    }

    private void poke(String file, List<Piece> pieces) {
        for (Piece piece : pieces) {
            command(
                    piece.wide() ? "wide" : "poke",
                    file,
                    "" + piece.hashOffset(),
                    characters(piece));
        }
    }

    /// The new text as one word: literal parts, and parts of the outputs' hashes.
    private String moved(TextFindings findings) {
        StringBuilder word = new StringBuilder();
        int at = 0;
        for (Piece piece : findings.pieces()) {
            int hash = (int) piece.hashOffset();
            word.append(BashText.quote(findings.text().substring(at, hash)));
            word.append(characters(piece));
            at = hash + piece.hashCharacters();
        }
        return word.append(BashText.quote(findings.text().substring(at))).toString();
    }

    private String characters(Piece piece) {
        String name = "hash" + index(piece.path());
        return "\"${" + name + ":" + piece.hashFrom() + ":" + piece.hashCharacters() + "}\"";
    }

    private int index(StorePath scratch) {
        return paths.paths().indexOf(scratch);
    }

    private static String place(String root, String path) {
        return path.isEmpty() ? root : root + BashText.quote("/" + path);
    }

    private void command(String... words) {
        script.append(String.join(" ", words)).append('\n');
    }
}
