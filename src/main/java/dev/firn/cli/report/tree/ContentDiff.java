package dev.firn.cli.report.tree;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.patch.Patch;
import dev.firn.overlay.Contents;
import dev.firn.overlay.MergedFile;
import dev.firn.overlay.TreeChange;
import dev.firn.overlay.TreeChange.Aspect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What differs within two regular files: of text the lines, as `patch` takes them; of anything
/// else one line that says where.
///
/// Lines are bytes, one char each. Paths are those from the root, behind `a/` and `b/`.
final class ContentDiff {

    /// Larger files are not compared line by line.
    private static final int LARGEST = 1 << 21;

    private static final int CONTEXT = 3;

    /// Where as many lines differ, the search for the shortest difference takes more memory than
    /// it is worth, and all that differs is shown as one piece.
    private static final int MOST_LINES = 1500;

    private static final String UNENDED = "\n\\ No newline at end of file";

    private final Contents contents = new Contents();

    /// Empty when no content differs, and where one side is no regular file.
    List<String> of(TreeChange change) throws IOException {
        boolean both = change.before().isPresent() && change.after().isPresent();
        boolean regular = isRegular(change.before()) && isRegular(change.after());
        if (!regular || (both && !change.aspects().contains(Aspect.CONTENT))) {
            return List.of();
        }
        Optional<byte[]> before = text(change.before());
        Optional<byte[]> after = text(change.after());
        if (before.isEmpty() || after.isEmpty()) {
            return both ? List.of(summary(change.before().get(), change.after().get())) : List.of();
        }
        List<String> old = lines(before.get());
        List<String> now = lines(after.get());
        ByteText names = new ByteText(false);
        String oldName = change.isAddition() ? "/dev/null" : names.name("a/" + change.path());
        String newName = change.isRemoval() ? "/dev/null" : names.name("b/" + change.path());
        if (old.isEmpty() || now.isEmpty()) {
            return block(oldName, newName, old, now);
        }
        try {
            Patch<String> patch = DiffUtils.diff(old, now, new Limit());
            return UnifiedDiffUtils.generateUnifiedDiff(oldName, newName, old, patch, CONTEXT);
        } catch (TooDifferent e) {
            return block(oldName, newName, old, now);
        }
    }

    private static boolean isRegular(Optional<MergedFile> file) throws IOException {
        return file.isEmpty() || file.get().type() == 'f';
    }

    /// The content, unless it is large or no text; nothing is held by no file.
    private static Optional<byte[]> text(Optional<MergedFile> file) throws IOException {
        if (file.isEmpty()) {
            return Optional.of(new byte[0]);
        }
        if (file.get().size() > LARGEST) {
            return Optional.empty();
        }
        try (InputStream in = file.get().open()) {
            byte[] head = in.readNBytes(FileKind.HEAD);
            if (FileKind.isBinary(head)) {
                return Optional.empty();
            }
            byte[] rest = in.readAllBytes();
            byte[] whole = new byte[head.length + rest.length];
            System.arraycopy(head, 0, whole, 0, head.length);
            System.arraycopy(rest, 0, whole, head.length, rest.length);
            return Optional.of(whole);
        }
    }

    private String summary(MergedFile before, MergedFile after) throws IOException {
        byte[] head;
        try (InputStream in = after.open()) {
            head = in.readNBytes(FileKind.HEAD);
        }
        String kind =
                FileKind.of(head)
                        .map(FileKind::word)
                        .orElse(FileKind.isBinary(head) ? "binary" : "large");
        return "  "
                + kind
                + ", "
                + before.size()
                + " -> "
                + after.size()
                + " bytes, differs from byte "
                + contents.firstDifference(before, after)
                + " on";
    }

    /// The end of a file that does not end its last line is told as `diff` does.
    private static List<String> lines(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start) + UNENDED);
        }
        return lines;
    }

    /// All that lies between the first and the last difference as one change.
    private static List<String> block(
            String oldName, String newName, List<String> old, List<String> now) {
        int least = Math.min(old.size(), now.size());
        int same = 0;
        while (same < least && old.get(same).equals(now.get(same))) {
            same++;
        }
        int end = 0;
        while (end < least - same
                && old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
            end++;
        }
        int from = Math.max(0, same - CONTEXT);
        int after = Math.min(end, CONTEXT);
        List<String> lines = new ArrayList<>();
        lines.add("--- " + oldName);
        lines.add("+++ " + newName);
        lines.add(
                "@@ -"
                        + range(from, old.size() - end + after - from)
                        + " +"
                        + range(from, now.size() - end + after - from)
                        + " @@");
        old.subList(from, same).forEach(line -> lines.add(' ' + line));
        old.subList(same, old.size() - end).forEach(line -> lines.add('-' + line));
        now.subList(same, now.size() - end).forEach(line -> lines.add('+' + line));
        old.subList(old.size() - end, old.size() - end + after)
                .forEach(line -> lines.add(' ' + line));
        return lines;
    }

    /// Where a piece begins and how long it is; one of no length comes after line 0.
    private static String range(int from, int count) {
        return (count == 0 ? from : from + 1) + "," + count;
    }

    /// Ends the search.
    private static final class Limit implements DiffAlgorithmListener {

        private int steps;

        @Override
        public void diffStart() {}

        @Override
        public void diffStep(int value, int max) {
            if (++steps > MOST_LINES) {
                throw new TooDifferent();
            }
        }

        @Override
        public void diffEnd() {}
    }

    private static final class TooDifferent extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooDifferent() {
            super("too many lines differ", null, false, false);
        }
    }
}
