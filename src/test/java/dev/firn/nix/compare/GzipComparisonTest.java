package dev.firn.nix.compare;

import static dev.firn.nix.compare.Comparison.Verdict.DIFFERENT;
import static dev.firn.nix.compare.Comparison.Verdict.SAME_BUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.compare.content.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipComparisonTest {

    private static final String PAGE = ".TH IT 1\nSee /nix/store/@out@-it/share/doc\n";

    @TempDir Path temp;
    private TwoBuilds builds;

    @BeforeEach
    void prepare() throws IOException {
        builds = new TwoBuilds(temp);
    }

    @Test
    void ownPathInAManualPageIsNoDifference() throws Exception {
        pack(PAGE, "-9n");

        assertThat(builds.differences())
                .hasSize(1)
                .allSatisfy(
                        each ->
                                assertThat(each.causes())
                                        .isEqualTo(
                                                List.of(new Cause.PackedPath(Cause.Packing.GZIP))));
    }

    @Test
    void contentThatDiffersCounts() throws Exception {
        pack(builds.ours, PAGE + "1", "-9n");
        pack(builds.theirs, PAGE + "2", "-9n");
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @Test
    void timeInTheHeaderCounts() throws Exception {
        pack(PAGE, "-9n");
        Path theirs = builds.theirs.path("it.1.gz");
        byte[] bytes = Files.readAllBytes(theirs);
        bytes[4] = 1;
        Files.write(theirs, bytes);
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @Test
    void otherPackingOfTheSameIsADifference() throws Exception {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            content.append("no path: ").append(i * i % 977);
        }
        pack(builds.ours, content.toString(), "-2n");
        pack(builds.theirs, content.toString(), "-6n");
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    /// But for the last byte of the packed data, which has bits that mean nothing.
    @Test
    void damagedFileProvesNothing() throws Exception {
        pack(PAGE, "-9n");
        Path theirs = builds.theirs.path("it.1.gz");
        byte[] right = Files.readAllBytes(theirs);
        for (int at = 0; at < right.length; at++) {
            byte[] wrong = right.clone();
            wrong[at] ^= 4;
            Files.write(theirs, wrong);
            if (at != right.length - 9) {
                assertThat(builds.verdict()).as("at %s", at).isEqualTo(DIFFERENT);
            }
        }
        for (int length = 0; length < right.length; length++) {
            Files.write(theirs, Arrays.copyOf(right, length));
            assertThat(builds.verdict()).as("of %s bytes", length).isEqualTo(DIFFERENT);
        }
    }

    @Test
    void eachMemberIsCompared() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            Path first = pack(build, PAGE, "-9n");
            byte[] packed = Files.readAllBytes(first);
            Path second = pack(build, "no path", "-9n");
            Files.write(first, packed);
            Files.write(first, Files.readAllBytes(pack(build, "no path", "-9n")));
            Files.write(second, packed, StandardOpenOption.APPEND);
        }
        assertThat(builds.verdict()).isEqualTo(SAME_BUT);

        Path theirs = builds.theirs.path("it.1.gz");
        Files.write(theirs, new byte[] {0}, StandardOpenOption.APPEND);
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
        Files.write(builds.ours.path("it.1.gz"), new byte[] {0}, StandardOpenOption.APPEND);
        assertThat(builds.verdict()).isEqualTo(SAME_BUT);
    }

    @Test
    void filesInATarballMayNameTheOutput() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            Path tree = Files.createDirectories(build.out.resolveSibling("tree"));
            Files.write(tree.resolve("file"), build.bytes(PAGE.repeat(5000)));
            builds.run(
                    ("tar --sort=name --mtime=@1 --owner=0 --group=0 -czf "
                                    + build.path("it.tar.gz")
                                    + " -C "
                                    + tree.getParent()
                                    + " tree")
                            .split(" "));
        }
        assertThat(builds.verdict()).isEqualTo(SAME_BUT);
    }

    private void pack(String content, String options) throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            pack(build, content, options);
        }
    }

    private Path pack(TwoBuilds.Build build, String content, String options) throws Exception {
        builds.run("gzip", "-f", options, build.write("it.1", content).toString());
        return build.path("it.1.gz");
    }
}
