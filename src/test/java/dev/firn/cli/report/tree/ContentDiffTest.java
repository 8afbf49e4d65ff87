package dev.firn.cli.report.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.overlay.TreeChange;
import dev.firn.overlay.TreeChanges;
import dev.firn.overlay.TreeVisitor;
import dev.firn.overlay.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentDiffTest {

    @TempDir Path before;
    @TempDir Path after;

    @BeforeEach
    void sameName() throws IOException {
        write("", "");
    }

    private void write(String old, String now) throws IOException {
        Files.writeString(before.resolve("f"), old, StandardCharsets.ISO_8859_1);
        Files.writeString(after.resolve("f"), now, StandardCharsets.ISO_8859_1);
    }

    private List<String> difference() throws IOException {
        List<String> lines = new ArrayList<>();
        TreeChanges.tell(
                View.of(List.of(before)),
                View.of(List.of(after)),
                "f",
                new TreeVisitor<>() {
                    @Override
                    public void visit(TreeChange change) throws IOException {
                        lines.addAll(new ContentDiff().of(change));
                    }

                    @Override
                    public void closed(String path) {}
                });
        return lines;
    }

    @Test
    void linesAreBytes() throws IOException {
        write("1\n\u00ff\n3\n", "1\n\u00fe\n3\n");

        assertThat(difference())
                .containsExactly(
                        "--- a/f", "+++ b/f", "@@ -1,3 +1,3 @@", " 1", "-\u00ff", "+\u00fe", " 3");
    }

    @Test
    void emptyFileHasNoLine() throws IOException {
        write("", "x");

        assertThat(difference())
                .containsExactly(
                        "--- a/f",
                        "+++ b/f",
                        "@@ -0,0 +1,1 @@",
                        "+x\n\\ No newline at end of file");
    }

    @Test
    void missingFileIsTheNullDevice() throws IOException {
        write("x\n", "");
        Files.delete(after.resolve("f"));

        assertThat(difference())
                .containsExactly("--- a/f", "+++ /dev/null", "@@ -1,1 +0,0 @@", "-x");
    }

    @Test
    void endOfTheLastLineIsADifference() throws IOException {
        write("x\n", "x");

        assertThat(difference())
                .containsExactly(
                        "--- a/f",
                        "+++ b/f",
                        "@@ -1,1 +1,1 @@",
                        "-x",
                        "+x\n\\ No newline at end of file");
    }

    /// Files that have little in common are told from the first to the last difference as one
    /// piece, which `patch` takes as well.
    @Test
    void wholeRewriteIsOnePiece() throws IOException {
        StringBuilder old = new StringBuilder("1\n2\n3\n4\n");
        StringBuilder now = new StringBuilder("1\n2\n3\n4\n");
        for (int i = 0; i < 4000; i++) {
            old.append("old ").append(i).append('\n');
            now.append("new ").append(i).append('\n');
        }
        write(old + "a\nb\nc\nd\n", now + "a\nb\nc\nd\n");

        List<String> lines = difference();

        assertThat(lines).hasSize(2 + 1 + 3 + 8000 + 3);
        assertThat(lines.subList(2, 7))
                .containsExactly("@@ -2,4006 +2,4006 @@", " 2", " 3", " 4", "-old 0");
        assertThat(lines.subList(8005, 8009)).containsExactly("+new 3999", " a", " b", " c");
    }

    @Test
    void otherFilesAreSummedUp() throws IOException {
        write("\u007fELF\0", "\u007fELG\0\0");
        assertThat(difference()).containsExactly("  binary, 5 -> 6 bytes, differs from byte 3 on");
        write("\u007fELF\0", "\u007fELF\0\0");
        assertThat(difference()).containsExactly("  ELF, 5 -> 6 bytes, differs from byte 5 on");
        write("x".repeat(3_000_000), "x".repeat(3_000_001));
        assertThat(difference())
                .containsExactly("  large, 3000000 -> 3000001 bytes, differs from byte 3000000 on");
    }
}
