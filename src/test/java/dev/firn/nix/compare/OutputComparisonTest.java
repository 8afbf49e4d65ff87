package dev.firn.nix.compare;

import static dev.firn.nix.compare.Comparison.Verdict.DIFFERENT;
import static dev.firn.nix.compare.Comparison.Verdict.IDENTICAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.nix.compare.Difference.FileType;
import dev.firn.nix.compare.Difference.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputComparisonTest {

    @TempDir Path temp;
    private TwoBuilds builds;

    @BeforeEach
    void prepare() throws IOException {
        builds = new TwoBuilds(temp);
    }

    @Test
    void hashesOfTheOutputsAreNoDifference() throws IOException {
        for (TwoBuilds.Build build : builds.both()) {
            build.write("bin/run", "#!/nix/store/@out@-it/bin/sh\n@debug@@out@");
            build.write("a/@out@/b-@debug@.txt", "");
            build.link("link", "/nix/store/@debug@-it-debug/lib");
        }

        assertThat(builds.compare()).isEqualTo(new Comparison(List.of()));
        assertThat(builds.verdict()).isEqualTo(IDENTICAL);
    }

    @Test
    void onlyWhatAnArchiveKeepsCounts() throws Exception {
        Files.setLastModifiedTime(builds.ours.write("file", "x"), FileTime.fromMillis(1000));
        builds.run("chmod", "0444", builds.theirs.write("file", "x").toString());

        assertThat(builds.verdict()).isEqualTo(IDENTICAL);
    }

    @Test
    void hashInNamesMayChangeTheirOrder() throws IOException {
        for (TwoBuilds.Build build : builds.both()) {
            build.write("@out@", "1");
            build.write("@debug@", "2");
            build.write("m", "3");
        }

        assertThat(builds.verdict()).isEqualTo(IDENTICAL);
    }

    @Test
    void eachKindOfDifferenceIsNamed() throws Exception {
        builds.ours.write("a-type", "");
        builds.theirs.link("a-type", "x");
        builds.run("chmod", "+x", builds.ours.write("b-mode", "").toString());
        builds.theirs.write("b-mode", "");
        builds.ours.link("c-link", "x");
        builds.theirs.link("c-link", "@out@");
        builds.ours.write("d-content", "same size");
        builds.theirs.write("d-content", "same sizE");
        builds.ours.write("e-longer", "ab");
        builds.theirs.write("e-longer", "a");
        builds.ours.write("only/here/file", "");
        builds.theirs.write("there-@out@", "");

        assertThat(builds.differences())
                .containsExactly(
                        out("a-type", new Difference.Type(FileType.REGULAR, FileType.SYMLINK)),
                        out("b-mode", new Difference.Executable(true)),
                        out("c-link", new Difference.Target("x", TwoBuilds.OUR, Optional.empty())),
                        out("d-content", TwoBuilds.differs(8, 9, 9)),
                        out("e-longer", TwoBuilds.differs(1, 2, 1)),
                        out("only", new Difference.Missing(Side.THEIRS)),
                        out("there-" + TwoBuilds.OUR, new Difference.Missing(Side.OURS)));
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @Test
    void emptyDirectoryCounts() throws IOException {
        Files.createDirectories(builds.ours.path("empty/x"));
        Files.createDirectories(builds.theirs.path("empty"));

        assertThat(builds.differences())
                .containsExactly(out("empty/x", new Difference.Missing(Side.THEIRS)));
    }

    @Test
    void namesMayBeAnyBytes() throws IOException {
        String name = "a\nb\u00ff \u0001/\u00c3(";
        builds.ours.write(name, "1");
        builds.theirs.write(name, "2");

        assertThat(builds.differences()).containsExactly(out(name, TwoBuilds.differs(0, 1, 1)));
    }

    @Test
    void outputThatIsAFileOrALinkIsCompared() throws IOException {
        for (TwoBuilds.Build build : builds.both()) {
            Files.delete(build.out);
            Files.write(build.out, build.bytes("@out@"));
            Files.delete(build.debug);
            Files.createSymbolicLink(build.debug, Path.of(build.fill("/nowhere/@out@")));
        }

        assertThat(builds.verdict()).isEqualTo(IDENTICAL);
    }

    @Test
    void outputOfOneBuildOnlyIsMissing() throws IOException {
        SortedMap<String, Path> theirs = new TreeMap<>(builds.theirs.outputs());
        theirs.remove("debug");
        theirs.put("doc", builds.theirs.debug);

        assertThat(builds.comparison().of(builds.ours.outputs(), theirs).differences())
                .containsExactly(
                        new Difference("debug", "", new Difference.Missing(Side.THEIRS)),
                        new Difference("doc", "", new Difference.Missing(Side.OURS)));
    }

    @Test
    void pathOfTheOtherBuildIsADifference() throws IOException {
        builds.ours.write("stale", TwoBuilds.THEIR);
        builds.theirs.write("stale", TwoBuilds.THEIR);
        builds.ours.link("link", TwoBuilds.THEIR);
        builds.theirs.link("link", TwoBuilds.THEIR);

        assertThat(builds.differences()).hasSize(2).noneMatch(Difference::harmless);
    }

    @Test
    void outputsThatHaveChangedPlacesAreDifferent() throws IOException {
        builds.ours.write("file", "@out@ @debug@");
        builds.theirs.write("file", "@debug@ @out@");

        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @Test
    void hashesMayBeThoseOfOtherOutputs() throws IOException {
        SortedMap<String, Path> ours = new TreeMap<>(builds.ours.outputs());
        SortedMap<String, Path> theirs = new TreeMap<>();
        theirs.put("out", temp.resolve("x/" + builds.ours.debug.getFileName()));
        theirs.put("debug", temp.resolve("x/" + builds.ours.out.getFileName()));
        for (Path each : theirs.values()) {
            Files.createDirectories(each);
        }
        builds.ours.write("file", "@out@ @debug@");
        Files.write(
                theirs.getOrDefault("out", temp).resolve("file"),
                builds.ours.bytes("@debug@ @out@"));

        assertThat(builds.comparison().of(ours, theirs).verdict()).isEqualTo(IDENTICAL);
    }

    @Test
    void samePathIsComparedByItsBytes() throws IOException {
        SortedMap<String, Path> other = new TreeMap<>();
        other.put("out", Files.createDirectories(temp.resolve("x/" + TwoBuilds.OUR + "-it.check")));
        builds.ours.write("file", "@out@");
        SortedMap<String, Path> ours = new TreeMap<>();
        ours.put("out", builds.ours.out);
        Path file = other.getOrDefault("out", temp).resolve("file");

        Files.write(file, builds.ours.bytes("@out@"));
        assertThat(builds.comparison().of(ours, other).verdict()).isEqualTo(IDENTICAL);

        Files.write(file, builds.theirs.bytes("@out@"));
        assertThat(builds.comparison().of(ours, other).verdict()).isEqualTo(DIFFERENT);
    }

    @Test
    void placeWithoutAHashIsRefused() {
        SortedMap<String, Path> ours = new TreeMap<>();
        ours.put("out", temp);

        assertThatThrownBy(() -> builds.comparison().of(ours, builds.theirs.outputs()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Difference out(String path, Difference.Kind kind) {
        return new Difference("out", path, kind);
    }
}
