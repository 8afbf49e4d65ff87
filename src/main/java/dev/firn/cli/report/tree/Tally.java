package dev.firn.cli.report.tree;

import com.google.gson.stream.JsonWriter;
import dev.firn.cli.console.Amounts;
import dev.firn.cli.console.Text;
import dev.firn.overlay.MergedFile;
import dev.firn.overlay.TreeChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How many files differ, and how large they are.
final class Tally {

    private static final int LABEL = 22;
    private static final int COUNT = 9;

    private long added;
    private long removed;
    private long changed;
    private long otherTime;
    private long addedBytes;
    private long removedBytes;
    private long bytesBefore;
    private long bytesAfter;

    void add(TreeChange change) throws IOException {
        if (change.isAddition()) {
            added++;
            addedBytes += bytes(change.after());
        } else if (change.isRemoval()) {
            removed++;
            removedBytes += bytes(change.before());
        } else if (!change.isOfTimeOnly()) {
            changed++;
            bytesBefore += bytes(change.before());
            bytesAfter += bytes(change.after());
        } else if (change.after().orElseThrow().type() != 'd') {
            // The time of a directory follows from what was done in it.
            otherTime++;
        }
    }

    private static long bytes(Optional<MergedFile> file) throws IOException {
        return file.isPresent() && file.get().type() == 'f' ? file.get().size() : 0;
    }

    /// Whether anything but times differs.
    boolean differs() {
        return added + removed + changed > 0;
    }

    /// One line.
    ///
    /// @param timesShown whether files of which only the time differs were listed
    String summary(boolean timesShown) {
        List<String> parts = new ArrayList<>();
        if (added > 0) {
            parts.add(added + " added (" + Amounts.size(addedBytes) + ")");
        }
        if (removed > 0) {
            parts.add(removed + " removed (" + Amounts.size(removedBytes) + ")");
        }
        if (changed > 0) {
            parts.add(changed + " changed");
        }
        String text = parts.isEmpty() ? "no differences" : String.join(", ", parts);
        if (otherTime == 0 || timesShown) {
            return text;
        }
        return text + ", and " + files(otherTime) + " with another time only";
    }

    private static String files(long count) {
        return count == 1 ? "1 file" : count + " files";
    }

    /// `firn diff --stat`.
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(row("added", added, Amounts.size(addedBytes)));
        lines.add(row("removed", removed, Amounts.size(removedBytes)));
        String sizes = Amounts.size(bytesBefore) + " -> " + Amounts.size(bytesAfter);
        lines.add(row("changed", changed, sizes));
        lines.add(row("files of another time", otherTime, ""));
        return lines;
    }

    private static String row(String label, long count, String size) {
        String row = Text.left(label, LABEL) + Text.right(Long.toString(count), COUNT);
        return size.isEmpty() ? row : row + "  " + size;
    }

    /// Members of the object that is being written.
    void write(JsonWriter json) throws IOException {
        json.name("added").value(added);
        json.name("addedBytes").value(addedBytes);
        json.name("removed").value(removed);
        json.name("removedBytes").value(removedBytes);
        json.name("changed").value(changed);
        json.name("changedBytesBefore").value(bytesBefore);
        json.name("changedBytesAfter").value(bytesAfter);
        json.name("otherTimeOnly").value(otherTime);
    }
}
