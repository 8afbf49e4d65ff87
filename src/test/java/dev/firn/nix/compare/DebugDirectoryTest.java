package dev.firn.nix.compare;

import static dev.firn.nix.compare.Comparison.Verdict.DIFFERENT;
import static dev.firn.nix.compare.Comparison.Verdict.IDENTICAL;
import static dev.firn.nix.compare.Comparison.Verdict.SAME_BUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.compare.content.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugDirectoryTest {

    private static final String OUR_ID = "0123456789abcdef0123456789abcdef01234567";
    private static final String THEIR_ID = "fedcba9876543210fedcba9876543210fedcba98";
    private static final Cause.BuildId CAUSE = new Cause.BuildId(OUR_ID, THEIR_ID);

    @TempDir Path temp;
    private TwoBuilds builds;

    @BeforeEach
    void prepare() throws IOException {
        builds = new TwoBuilds(temp);
    }

    @Test
    void debugFilesGoByTheNamesOfTheirPrograms() throws Exception {
        Programs.separate(builds, builds.ours, OUR_ID, "");
        Programs.separate(builds, builds.theirs, THEIR_ID, "");

        String name = "lib/debug/.build-id/01/23456789abcdef0123456789abcdef01234567.debug";
        String other = "lib/debug/.build-id/fe/dcba9876543210fedcba9876543210fedcba98.debug";
        assertThat(builds.verdict()).isEqualTo(SAME_BUT);
        assertThat(builds.differences())
                .contains(new Difference("debug", name, new Difference.Name(other, CAUSE)))
                .extracting(Difference::path)
                .containsExactly(name, name, "lib/debug/it.debug", "it");
    }

    @Test
    void debugFilesWithoutTheirProgramsGoByTheirContent() throws Exception {
        Programs.separate(builds, builds.ours, OUR_ID, "");
        Programs.separate(builds, builds.theirs, THEIR_ID, "");
        Files.delete(builds.ours.path("it"));
        Files.delete(builds.theirs.path("it"));

        assertThat(builds.verdict()).isEqualTo(SAME_BUT);
        assertThat(builds.differences()).hasSize(3);
    }

    @Test
    void debugFileWithOtherContentIsADifference() throws Exception {
        Path ours = Programs.separate(builds, builds.ours, OUR_ID, "");
        Programs.separate(builds, builds.theirs, THEIR_ID, "");
        byte[] content = Files.readAllBytes(ours);
        content[content.length - 1] ^= 1;
        Files.write(ours, content);
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);

        Files.delete(builds.ours.path("it"));
        Files.delete(builds.theirs.path("it"));
        assertThat(builds.differences())
                .filteredOn(each -> each.kind() instanceof Difference.Missing)
                .hasSize(2);
    }

    @Test
    void debugLinkNamedByTheBuildIdIsNoDifference() throws Exception {
        Programs.separate(builds, builds.ours, OUR_ID, OUR_ID.substring(2) + ".debug");
        Programs.separate(builds, builds.theirs, THEIR_ID, THEIR_ID.substring(2) + ".debug");

        assertThat(builds.verdict()).isEqualTo(SAME_BUT);
    }

    @Test
    void debugLinkOfAnotherNameIsADifference() throws Exception {
        Programs.separate(builds, builds.ours, OUR_ID, "one.debug");
        Programs.separate(builds, builds.theirs, THEIR_ID, "two.debug");
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @Test
    void linkToAnUnknownBuildIdIsADifference() throws Exception {
        Programs.link(builds, builds.ours, "-m64", OUR_ID);
        Programs.link(builds, builds.theirs, "-m64", OUR_ID);
        assertThat(builds.verdict()).isEqualTo(IDENTICAL);

        builds.ours.link("x", ".build-id/01/23.debug");
        builds.theirs.link("x", ".build-id/fe/dc.debug");
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @Test
    void emptyDirectoryCounts() throws IOException {
        Files.createDirectories(builds.ours.path(".build-id/01"));
        Files.createDirectories(builds.theirs.path(".build-id"));
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @Test
    void foreignFilesAreComparedAsElsewhere() throws IOException {
        for (TwoBuilds.Build build : builds.both()) {
            build.write(".build-id/01/deep/er/@out@", "@out@");
            build.write(".build-id/plain", "");
        }
        assertThat(builds.verdict()).isEqualTo(IDENTICAL);

        builds.ours.write(".build-id/01/deep/er/more", "");
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }
}
