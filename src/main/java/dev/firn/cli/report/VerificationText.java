package dev.firn.cli.report;

import dev.firn.cli.console.Text;
import dev.firn.nix.compare.Difference;
import dev.firn.nix.compare.Difference.FileType;
import dev.firn.nix.compare.Difference.Side;
import dev.firn.nix.compare.content.Cause;
import dev.firn.nix.compare.content.Spot;
import dev.firn.verify.Verification;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What a result and a clean build differ in, one line each, and the verdict.
public final class VerificationText {

    private VerificationText() {}

    public static List<String> of(Verification verification) {
        List<String> lines = new ArrayList<>();
        for (Difference difference : verification.comparison().differences()) {
            lines.add(place(difference) + ": " + Text.safe(words(difference)));
        }
        for (String output : verification.unlisted()) {
            lines.add(
                    Text.safe(output)
                            + ": Nix has built something else for the same path; nix-store"
                            + " --realise --check --keep-failed "
                            + Text.safe(verification.build().derivation())
                            + " keeps it");
        }
        lines.add(verdict(verification));
        return lines;
    }

    private static String verdict(Verification verification) {
        List<Difference> differences = verification.comparison().differences();
        Set<String> harmless = new TreeSet<>();
        Set<String> harmful = new TreeSet<>(verification.unlisted());
        Set<String> causes = new LinkedHashSet<>();
        for (Difference difference : differences) {
            (difference.harmless() ? harmless : harmful).add(place(difference));
            for (Cause cause : difference.causes()) {
                causes.add(words(cause));
            }
        }
        harmless.removeAll(harmful);
        String known = String.join(" and ", causes) + " in " + files(harmless.size());
        return switch (verification.verdict()) {
            case IDENTICAL -> "identical to a clean build of Nix";
            case SAME_BUT -> "identical to a clean build of Nix but for " + known;
            case DIFFERENT ->
                    "different from a clean build of Nix: "
                            + files(harmful.size())
                            + (harmless.isEmpty() ? "" : ", besides " + known);
        };
    }

    private static String place(Difference difference) {
        String path = Text.decoded(difference.path());
        return Text.safe(path.isEmpty() ? difference.output() : difference.output() + "/" + path);
    }

    private static String words(Difference difference) {
        return switch (difference.kind()) {
            case Difference.Missing(Side side) ->
                    switch (side) {
                        case OURS -> "only in the clean build";
                        case THEIRS -> "only in firn's result";
                    };
            case Difference.Type(FileType ours, FileType theirs) ->
                    words(ours) + " in firn's result, " + words(theirs) + " in the clean build";
            case Difference.Executable(boolean ours) ->
                    "executable only in " + (ours ? "firn's result" : "the clean build");
            case Difference.Target target ->
                    "leads to "
                            + Text.decoded(target.ours())
                            + " in firn's result, to "
                            + Text.decoded(target.theirs())
                            + " in the clean build"
                            + because(difference);
            case Difference.Content content -> content(content);
            case Difference.Name name ->
                    "is "
                            + Text.decoded(name.theirs())
                            + " in the clean build"
                            + because(difference);
        };
    }

    private static String content(Difference.Content content) {
        if (content.unexplained().isEmpty()) {
            return causes(content.causes());
        }
        Spot spot = content.unexplained().get();
        List<String> within = new ArrayList<>();
        spot.members().forEach(member -> within.add(Text.decoded(member)));
        if (spot.unpacked()) {
            within.add("unpacked");
        }
        String place = within.isEmpty() ? "" : String.join(": ", within) + ": ";
        return place + words(spot);
    }

    private static String words(Spot spot) {
        return switch (spot.kind()) {
            case BYTES -> "differs at byte " + spot.offset() + sizes(spot);
            case BUILT_PATH -> "firn's result names the path where it was built";
            case HEADER -> "what the archive says of it differs (mode, owner, time)";
            case MEMBERS -> "from here on, the archive has other members";
            case PACKING -> "holds the same, but is packed in another way";
            case TOO_LARGE -> "differs, and unpacks to more than firn looks into" + sizes(spot);
        };
    }

    private static String sizes(Spot spot) {
        return spot.ourSize() == spot.theirSize()
                ? ""
                : ", "
                        + spot.ourSize()
                        + " bytes in firn's result, "
                        + spot.theirSize()
                        + " bytes in the clean build";
    }

    private static String because(Difference difference) {
        return difference.harmless() ? ": " + causes(difference.causes()) : "";
    }

    private static String causes(List<Cause> causes) {
        Set<String> words = new LinkedHashSet<>();
        for (Cause cause : causes) {
            words.add(words(cause));
        }
        return String.join(" and ", words);
    }

    private static String words(Cause cause) {
        return switch (cause) {
            case Cause.BuildId _ -> "build-id";
            case Cause.CutPath() -> "own path in pieces";
            case Cause.PackedPath(Cause.Packing packing) ->
                    switch (packing) {
                        case GZIP, XZ, BZIP2, ZSTD, LZMA, ZLIB, ZIP ->
                                "own path inside compressed data";
                        case TAR, AR, CPIO -> "own path inside an archive";
                    };
        };
    }

    private static String words(FileType type) {
        return switch (type) {
            case DIRECTORY -> "a directory";
            case REGULAR -> "a file";
            case SYMLINK -> "a symbolic link";
        };
    }

    private static String files(int count) {
        return count == 1 ? "1 file" : count + " files";
    }
}
