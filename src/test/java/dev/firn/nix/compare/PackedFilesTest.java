package dev.firn.nix.compare;

import static dev.firn.nix.compare.Comparison.Verdict.DIFFERENT;
import static dev.firn.nix.compare.Comparison.Verdict.SAME_BUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.compare.content.Cause;
import dev.firn.nix.compare.content.Cause.Packing;
import dev.firn.nix.compare.content.Spot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that were packed by the real programs.
class PackedFilesTest {

    private static final String TEXT = "See /nix/store/@out@-it-2.10/share/doc\n";

    enum Tool {
        XZ(Packing.XZ, "xz", "-f", "-6"),
        XZ_IN_BLOCKS(Packing.XZ, "xz", "-f", "-T2", "--block-size=4096"),
        XZ_OF_CODE(Packing.XZ, "xz", "-f", "--x86", "--lzma2=dict=1MiB", "--check=sha256"),
        BZIP2(Packing.BZIP2, "bzip2", "-f", "-9"),
        ZSTD(Packing.ZSTD, "zstd", "-q", "-f", "--rm", "-19"),
        ZSTD_UNCHECKED(Packing.ZSTD, "zstd", "-q", "-f", "--rm", "--no-check", "--long=27"),
        LZMA(Packing.LZMA, "xz", "-f", "--format=lzma");

        private final Packing packing;
        private final List<String> command;

        Tool(Packing packing, String... command) {
            this.packing = packing;
            this.command = List.of(command);
        }
    }

    @TempDir Path temp;
    private TwoBuilds builds;

    @BeforeEach
    void prepare() throws IOException {
        builds = new TwoBuilds(temp);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ZSTD_UNCHECKED")
    void ownPathIsNoDifference(Tool tool) throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            pack(build, TEXT.repeat(2000) + lines(9999), tool);
        }

        assertThat(only().causes()).isEqualTo(List.of(new Cause.PackedPath(tool.packing)));
        assertThat(builds.verdict()).isEqualTo(SAME_BUT);
    }

    @ParameterizedTest
    @EnumSource
    void contentThatDiffersIsTold(Tool tool) throws Exception {
        pack(builds.ours, TEXT + lines(99_999) + "1", tool);
        pack(builds.theirs, TEXT + lines(99_999) + "2", tool);

        int at = builds.ours.bytes(TEXT + lines(99_999)).length;
        assertThat(only().kind())
                .isEqualTo(unexplained(new Spot(List.of(), true, at, at + 1, at + 1, BYTES)));
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @ParameterizedTest
    @EnumSource
    void pathWhereItWasBuiltIsTold(Tool tool) throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            pack(build, lines(7) + TEXT.replace("@out@", "@built@"), tool);
        }

        Spot spot = unexplained();
        assertThat(spot.kind()).isEqualTo(Spot.Kind.BUILT_PATH);
        assertThat(spot.offset()).isEqualTo(lines(7).length() + "See /nix/store/".length());
    }

    /// But for the last byte of bzip2, which has bits that mean nothing.
    @ParameterizedTest
    @EnumSource(names = {"XZ", "XZ_IN_BLOCKS", "BZIP2", "ZSTD"})
    void damageProvesNothing(Tool tool) throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            pack(build, TEXT.repeat(5) + lines(99), tool);
        }
        Path theirs = builds.theirs.path("it");
        byte[] right = Files.readAllBytes(theirs);
        assertThat(builds.verdict()).isEqualTo(SAME_BUT);
        for (int at = 0; at < right.length; at++) {
            byte[] wrong = right.clone();
            wrong[at] ^= 4;
            Files.write(theirs, wrong);
            if (tool != Tool.BZIP2 || at != right.length - 1) {
                assertThat(builds.verdict()).as("at %s", at).isEqualTo(DIFFERENT);
            }
        }
        for (int length = 0; length < right.length; length++) {
            Files.write(theirs, Arrays.copyOf(right, length));
            assertThat(builds.verdict()).as("of %s bytes", length).isEqualTo(DIFFERENT);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ZSTD_UNCHECKED")
    void whatFollowsCounts(Tool tool) throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            Files.writeString(pack(build, TEXT, tool), "more", StandardOpenOption.APPEND);
        }
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"XZ", "BZIP2", "ZSTD"})
    void oneAfterTheOtherIsOneContent(Tool tool) throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            byte[] first = Files.readAllBytes(pack(build, TEXT, tool));
            Files.write(pack(build, lines(9), tool), first, StandardOpenOption.APPEND);
        }
        assertThat(builds.verdict()).isEqualTo(SAME_BUT);
    }

    static Stream<List<String>> twoSettings() {
        return Stream.of(
                List.of("xz -f -1", "xz -f -2"),
                List.of("xz -f --check=crc32", "xz -f"),
                List.of("bzip2 -f -1", "bzip2 -f -2"),
                List.of("zstd -qf --rm --no-check", "zstd -qf --rm"),
                List.of("xz -f --format=lzma -1", "xz -f --format=lzma -2"));
    }

    @ParameterizedTest
    @MethodSource("twoSettings")
    void otherSettingsAreADifference(List<String> commands) throws Exception {
        pack(builds.ours, TEXT, commands.get(0).split(" "));
        pack(builds.theirs, TEXT, commands.get(1).split(" "));

        assertThat(unexplained().kind()).isEqualTo(Spot.Kind.PACKING);
    }

    @Test
    void otherPackingOfTheSameIsADifference() throws Exception {
        pack(builds.ours, lines(9999), "zstd", "-qf", "--rm", "-1");
        pack(builds.theirs, lines(9999), "zstd", "-qf", "--rm", "-9");

        assertThat(unexplained().kind()).isEqualTo(Spot.Kind.PACKING);
    }

    /// Nothing that is unpacked, and it may hold anything.
    @Test
    void framesThatAreSkippedProveNothing() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            byte[] frame = {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, (byte) build.hash.charAt(0)};
            Files.write(pack(build, TEXT, Tool.ZSTD), frame, StandardOpenOption.APPEND);
        }
        assertThat(builds.verdict()).isEqualTo(DIFFERENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u00fd7zXZ\0", "BZh9", "(\u00b5/\u00fd", "]\0\0", "\u001f\u008b\u0008\0"})
    void beginningIsNoProof(String magic) throws IOException {
        builds.ours.write("it", magic + "x".repeat(999) + "1");
        builds.theirs.write("it", magic + "x".repeat(999) + "2");

        long at = magic.length() + 999;
        assertThat(only().kind()).isEqualTo(TwoBuilds.differs(at, at + 1, at + 1));
    }

    @Test
    void packedProgramsMayDifferInTheirBuildId() throws Exception {
        String ours = "0123456789abcdef0123456789abcdef01234567";
        String theirs = "fedcba9876543210fedcba9876543210fedcba98";
        for (TwoBuilds.Build build : builds.both()) {
            Path program =
                    Programs.link(builds, build, "-m64", build == builds.ours ? ours : theirs);
            builds.run("strip", "--strip-debug", program.toString());
            builds.run("xz", program.toString());
        }

        assertThat(only().causes())
                .isEqualTo(
                        List.of(new Cause.BuildId(ours, theirs), new Cause.PackedPath(Packing.XZ)));
    }

    private static final Spot.Kind BYTES = Spot.Kind.BYTES;

    private static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            lines.append(i).append('\n');
        }
        return lines.toString();
    }

    private Difference only() throws IOException {
        assertThat(builds.differences()).hasSize(1);
        return builds.differences().getFirst();
    }

    private Spot unexplained() throws IOException {
        assertThat(only().kind()).isInstanceOf(Difference.Content.class);
        return ((Difference.Content) only().kind()).unexplained().orElseThrow();
    }

    private static Difference.Content unexplained(Spot spot) {
        return new Difference.Content(Optional.of(spot), List.of());
    }

    private Path pack(TwoBuilds.Build build, String content, Tool tool) throws Exception {
        return pack(build, content, tool.command.toArray(String[]::new));
    }

    /// @param command makes a file of another name of this one
    private Path pack(TwoBuilds.Build build, String content, String... command) throws Exception {
        Path plain = Files.write(build.out.resolveSibling("plain"), build.bytes(content));
        String[] all = Arrays.copyOf(command, command.length + 1);
        all[command.length] = plain.toString();
        builds.run(all);
        try (Stream<Path> made = Files.list(plain.getParent())) {
            Path packed =
                    made.filter(each -> each.getFileName().toString().startsWith("plain."))
                            .findFirst()
                            .orElseThrow();
            Files.deleteIfExists(build.path("it"));
            return Files.move(packed, build.path("it"));
        }
    }
}
