package dev.firn.nix.compare;

import static dev.firn.nix.compare.Comparison.Verdict.DIFFERENT;
import static dev.firn.nix.compare.Comparison.Verdict.IDENTICAL;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives that were made by the real programs, one in the other and compressed.
class ArchivesTest {

    private static final String OUR_ID = "0123456789abcdef0123456789abcdef01234567";
    private static final String THEIR_ID = "fedcba9876543210fedcba9876543210fedcba98";
    private static final String TAR = "tar --sort=name --mtime=@1 --owner=0 --group=0 ";
    private static final String PAX = "pax --pax-option=delete=atime,delete=ctime";
    private static final int CPIO_BLOCK = 512;
    private static final String LONG = "a-long-name-".repeat(12);

    @TempDir Path temp;
    private TwoBuilds builds;

    @BeforeEach
    void prepare() throws IOException {
        builds = new TwoBuilds(temp);
    }

    /// What is in it has the same place there, but the checksum of a header has not the same value.
    @ParameterizedTest
    @ValueSource(strings = {"gnu", "ustar", PAX})
    void pathInTheHeadersOfATarIsNoDifference(String format) throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            put(build, "nix/store/@out@-it-2.10/doc", "@out@");
            put(build, "nix/store/@out@-it-2.10/" + "deep/".repeat(20) + "doc", "@out@");
            run(build, TAR + "--format=" + format + " -C TREE -cf OUT .");
        }

        assertThat(only().causes()).isEqualTo(List.of(new Cause.PackedPath(Packing.TAR)));
    }

    @Test
    void membersThatArePackedMayHaveOtherSizes() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            Path page = put(build, "man/it.1", "@out@".repeat(20) + build.hash.substring(0, 3));
            Files.write(page, build.bytes(random(build) + "/nix/store/@out@-it-2.10\n"));
            builds.run("xz", page.toString());
            put(build, "zz", "the end");
            run(build, TAR + "-C TREE -cf OUT .");
        }

        assertThat(only().causes()).isEqualTo(List.of(new Cause.PackedPath(Packing.XZ)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c", "-cz", "-cJ", "-cj", "-c --zstd", "-c --format=" + PAX})
    void memberThatDiffersIsNamed(String options) throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            put(build, "a", "@out@");
            put(build, LONG + LONG.substring(0, 40) + "/x.txt", "1234" + build.out.getParent());
            run(build, TAR + options + " -f OUT -C TREE .");
        }

        Spot spot = unexplained();
        assertThat(spot.members()).containsExactly("./" + LONG + LONG.substring(0, 40) + "/x.txt");
        assertThat(spot.unpacked()).isFalse();
        assertThat(spot.kind()).isEqualTo(Spot.Kind.BYTES);
        assertThat(spot.offset()).isEqualTo(4 + temp.toString().length() + 1);
    }

    @Test
    void pathWhereItWasBuiltIsToldOfTheMember() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            put(build, "a", "a");
            put(build, "doc/x.txt", "/nix/store/@built@-it-2.10/lib");
            run(build, TAR + "-C TREE -cJf OUT .");
        }
        assertThat(unexplained())
                .isEqualTo(
                        new Spot(List.of("./doc/x.txt"), false, 11, 55, 55, Spot.Kind.BUILT_PATH));
    }

    @Test
    void headersOfATarCount() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            put(build, "a", "/nix/store/@out@-it-2.10");
            run(build, TAR + "-C TREE -cf OUT .");
        }
        assertThat(builds.verdict()).isEqualTo(IDENTICAL);

        run(builds.theirs, TAR.replace("@1", "@2") + "-C TREE -cf OUT .");
        assertThat(unexplained().kind()).isEqualTo(Spot.Kind.HEADER);
        assertThat(unexplained().members()).containsExactly("./");
        put(builds.theirs, "b", "");
        run(builds.theirs, TAR + "-C TREE -cf OUT .");
        assertThat(unexplained().kind()).isEqualTo(Spot.Kind.MEMBERS);
        assertThat(unexplained().members()).containsExactly("./b");
    }

    @Test
    void everyByteOfATarCounts() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            put(build, "@out@/a", "x");
            run(build, TAR + "-b 1 -C TREE -cf OUT .");
        }
        assertThat(builds.verdict()).isEqualTo(SAME_BUT);
        everyByteCounts();
    }

    @Test
    void librariesMayNameThePathAndDifferInBuildIds() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            Path program = program(build);
            Path named = program.resolveSibling("a-member-with-a-long-name.o");
            Files.copy(program, named);
            run(build, "ar rcsD OUT " + program + " " + named);
            Files.delete(program);
        }

        assertThat(only().causes()).isEqualTo(List.of(new Cause.BuildId(OUR_ID, THEIR_ID)));
    }

    @Test
    void memberOfALibraryIsNamed() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            Path tree = Files.createDirectories(build.out.resolveSibling("tree"));
            for (String name : List.of("foo", "a-member-with-a-long-name")) {
                String more = build == builds.ours && name.length() > 9 ? "int more; " : "";
                Files.writeString(tree.resolve("x.c"), more + "int " + name.charAt(0) + "_it;");
                String object = tree.resolve(name + ".o").toString();
                builds.run("gcc", "-c", "-o", object, tree.resolve("x.c").toString());
            }
            run(build, "ar rcsD OUT TREE/foo.o TREE/a-member-with-a-long-name.o");
        }

        Spot spot = unexplained();
        assertThat(spot.members()).containsExactly("a-member-with-a-long-name.o");
        assertThat(spot.ourSize()).isGreaterThan(spot.theirSize());
    }

    @Test
    void everyByteOfALibraryCounts() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            Path text = put(build, "text", "a line of @out@\n");
            builds.run("xz", text.toString());
            put(build, "odd", "odd");
            run(build, "ar rcD OUT TREE/odd TREE/text.xz");
        }
        assertThat(builds.verdict()).isEqualTo(SAME_BUT);
        everyByteCounts();
    }

    /// As `.deb` files are.
    @Test
    void archivesAreLookedIntoInArchives() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            put(build, "usr/share/doc/x.gz", "");
            Path page = put(build, "usr/share/doc/x", "in @out@ \n" + build.out.getParent());
            builds.run("gzip", "-fn", page.toString());
            Path data = build.out.resolveSibling("data.tar.xz");
            run(build, (TAR + "-C TREE -cJf OUT ./usr").replace("OUT", data.toString()));
            run(build, "ar rcD OUT " + data);
        }

        Spot spot = unexplained();
        assertThat(spot.members()).containsExactly("data.tar.xz", "./usr/share/doc/x.gz");
        assertThat(spot.unpacked()).isTrue();
        assertThat(spot.kind()).isEqualTo(Spot.Kind.BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"newc", "crc"})
    void initialFileSystemsAreRead(String format) throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            Path first = cpio(build, format, "@out@/early", "x");
            byte[] early = Files.readAllBytes(first);
            Path second = cpio(build, format, "init", "#!/nix/store/@out@-it-2.10/sh");
            builds.run("zstd", "-qf", second.toString());
            Files.write(first, early);
            Files.write(
                    first, Files.readAllBytes(Path.of(second + ".zst")), StandardOpenOption.APPEND);
            Files.delete(Path.of(second + ".zst"));
        }
        assertThat(only().causes()).contains(new Cause.PackedPath(Packing.ZSTD));
        everyByteCounts(CPIO_BLOCK); // some bits of zstd mean nothing
    }

    @Test
    void memberOfAnInitialFileSystemIsNamed() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            cpio(build, "newc", "init", "in @out@ " + build.out.getParent());
            builds.run("gzip", "-n", build.path("it").toString());
        }
        assertThat(unexplained().members()).containsExactly("init");
    }

    @Test
    void debugSectionsAreComparedUnpacked() throws Exception {
        for (TwoBuilds.Build build : builds.both()) {
            compile(build, "@out@", "zlib");
        }
        // Packed, the path may take another number of bytes; then all behind it has another place.
        long ourSize = Files.size(builds.ours.path("it"));
        if (ourSize == Files.size(builds.theirs.path("it"))) {
            assertThat(only().causes()).contains(new Cause.PackedPath(Packing.ZLIB));
        }

        compile(builds.theirs, "@out@/other", "zlib");
        compile(builds.ours, "@out@/fault", "zlib");
        assertThat(unexplained().members().getFirst()).startsWith(".debug_");
    }

    private void compile(TwoBuilds.Build build, String directory, String compression)
            throws Exception {
        Path source = build.out.resolveSibling("it.c");
        Files.writeString(source, "int it(int x) { return x + 1; }");
        builds.run(
                "sh",
                "-c",
                "cd %s && gcc -g -c -gz=%s -fdebug-prefix-map=$PWD=/nix/store/%s -o %s it.c"
                        .formatted(
                                source.getParent(),
                                compression,
                                build.fill(directory),
                                build.path("it")));
    }

    /// Of theirs: each changed in turn, and all from each on missing.
    private void everyByteCounts() throws IOException {
        everyByteCounts(Files.size(builds.theirs.path("it")));
    }

    private void everyByteCounts(long upTo) throws IOException {
        Path theirs = builds.theirs.path("it");
        byte[] right = Files.readAllBytes(theirs);
        for (int at = 0; at < upTo; at++) {
            byte[] wrong = right.clone();
            wrong[at] ^= 1;
            Files.write(theirs, wrong);
            assertThat(builds.verdict()).as("at %s", at).isEqualTo(DIFFERENT);
        }
        for (int length = 0; length < right.length; length++) {
            Files.write(theirs, Arrays.copyOf(right, length));
            assertThat(builds.verdict()).as("of %s bytes", length).isEqualTo(DIFFERENT);
        }
        Files.write(theirs, Arrays.copyOf(right, right.length + 512));
        assertThat(builds.verdict()).as("with zeros").isEqualTo(DIFFERENT);
    }

    private Path cpio(TwoBuilds.Build build, String format, String name, String content)
            throws Exception {
        put(build, name, content);
        Path list = build.out.resolveSibling("list");
        Files.writeString(list, build.fill(name) + "\n");
        Path out = build.path("it");
        builds.run(
                "sh",
                "-c",
                "cd %s && touch -d @1 %s && cpio -o -H %s --reproducible -R 0:0 <%s >%s"
                        .formatted(tree(build), build.fill(name), format, list, out));
        return out;
    }

    private Path program(TwoBuilds.Build build) throws Exception {
        Path program =
                Programs.link(builds, build, "-m64", build == builds.ours ? OUR_ID : THEIR_ID);
        builds.run("strip", "--strip-debug", program.toString());
        return Files.move(program, Files.createDirectories(tree(build)).resolve("it.so"));
    }

    /// Digits that do not pack well, the same in both.
    private static String random(TwoBuilds.Build build) {
        StringBuilder text = new StringBuilder(build.hash.length());
        for (int i = 0; i < 500; i++) {
            text.append(Integer.toHexString(i * 7919 * 7919));
        }
        return text.toString();
    }

    private static Path tree(TwoBuilds.Build build) {
        return build.out.resolveSibling("tree");
    }

    private static Path put(TwoBuilds.Build build, String name, String content) throws IOException {
        Path path = tree(build).resolve(build.fill(name));
        Files.createDirectories(path.getParent());
        return Files.write(path, build.bytes(content));
    }

    /// @param command in which OUT is the file to be compared, and TREE what was put there
    private void run(TwoBuilds.Build build, String command) throws Exception {
        Path out = build.path("it");
        if (command.contains("OUT")) {
            Files.deleteIfExists(out);
        }
        builds.run(
                command.replace("OUT", out.toString())
                        .replace("TREE", tree(build).toString())
                        .split(" +"));
    }

    private Difference only() throws IOException {
        assertThat(builds.differences()).hasSize(1);
        return builds.differences().getFirst();
    }

    private Spot unexplained() throws IOException {
        assertThat(only().kind()).isInstanceOf(Difference.Content.class);
        return ((Difference.Content) only().kind()).unexplained().orElseThrow();
    }
}
