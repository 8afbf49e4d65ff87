package dev.firn.cli.report.tree;

import dev.firn.cli.console.Amounts;
import dev.firn.cli.console.Paint;
import dev.firn.inspect.FileType;
import dev.firn.overlay.MergedFile;
import dev.firn.overlay.TreeChange;
import dev.firn.overlay.TreeChange.Aspect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One difference between two states on one line: a letter, the path, and what differs.
///
/// A is added, D deleted, M of other content or mode, T of another type, t of another time only.
record ChangeLine(ByteText text, Paint paint) {

    String of(TreeChange change) throws IOException {
        MergedFile shown = change.isRemoval() ? change.before().get() : change.after().get();
        String slash = shown.type() == 'd' ? "/" : "";
        String line = letter(change) + ' ' + text.path(change.path() + slash);
        String details = String.join(", ", details(change));
        return details.isEmpty() ? line : line + "  " + details;
    }

    private String letter(TreeChange change) {
        if (change.isAddition()) {
            return paint.green("A");
        }
        if (change.isRemoval()) {
            return paint.red("D");
        }
        if (change.aspects().contains(Aspect.TYPE)) {
            return paint.yellow("T");
        }
        return change.isOfTimeOnly() ? paint.dim("t") : paint.yellow("M");
    }

    private List<String> details(TreeChange change) throws IOException {
        if (change.isAddition()) {
            return alone(change.after().get());
        }
        MergedFile before = change.before().get();
        if (change.isRemoval()) {
            return alone(before);
        }
        MergedFile after = change.after().get();
        List<String> details = new ArrayList<>();
        if (change.aspects().contains(Aspect.TYPE)) {
            details.add(FileType.word(before.type()) + " -> " + FileType.word(after.type()));
        }
        if (change.aspects().contains(Aspect.CONTENT)) {
            details.add(content(before, after));
        }
        if (change.aspects().contains(Aspect.MODE)) {
            details.add(
                    "mode "
                            + FileFacts.octal(before.state())
                            + " -> "
                            + FileFacts.octal(after.state()));
        }
        if (change.isOfTimeOnly()) {
            details.add(before.modified() + " -> " + after.modified());
        }
        return details;
    }

    private List<String> alone(MergedFile file) throws IOException {
        return switch (file.type()) {
            case 'f' -> List.of(Amounts.size(file.size()));
            case 'd' -> List.of();
            case 'l' -> List.of("-> " + text.name(file.target()));
            default -> List.of(FileType.word(file.type()));
        };
    }

    private String content(MergedFile before, MergedFile after) throws IOException {
        return switch (after.type()) {
            case 'f' -> sizes(before.size(), after.size());
            case 'l' -> "-> " + text.name(after.target()) + ", was " + text.name(before.target());
            default -> "another " + FileType.word(after.type());
        };
    }

    /// Exact where rounding would hide what differs.
    static String sizes(long before, long after) {
        if (before == after) {
            return Amounts.size(after);
        }
        String one = Amounts.size(before);
        String other = Amounts.size(after);
        return one.equals(other) ? before + " B -> " + after + " B" : one + " -> " + other;
    }
}
