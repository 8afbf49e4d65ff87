package dev.firn.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.Firn;
import dev.firn.cli.request.VerifyRequest;
import dev.firn.nix.compare.Difference;
import dev.firn.nix.compare.Difference.Content;
import dev.firn.nix.compare.Difference.FileType;
import dev.firn.nix.compare.Difference.Side;
import dev.firn.nix.compare.content.Cause;
import dev.firn.nix.compare.content.Cause.Packing;
import dev.firn.nix.compare.content.Spot;
import dev.firn.verify.Verification;
import dev.firn.verify.Verification.Reproducible;
import dev.firn.verify.VerifyEvent;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// How a comparison with a clean build is told.
class VerificationReportTest {

    private static final Difference BUILD_ID =
            new Difference(
                    "out",
                    "bin/hello",
                    new Content(Optional.empty(), List.of(new Cause.BuildId("12ab", "34cd"))));
    private static final Difference PAGE =
            new Difference(
                    "man",
                    "hello.1.gz",
                    new Content(Optional.empty(), List.of(new Cause.PackedPath(Packing.GZIP))));

    @Test
    void harmlessDifferencesAreNamedWithTheirCause() {
        Firn firn = verified(false, Reproducible.YES, BUILD_ID, PAGE);

        assertThat(firn.run("verify")).isZero();
        assertThat(firn.out())
                .isEqualTo(
                        """
                        out/bin/hello: build-id
                        man/hello.1.gz: own path inside compressed data
                        identical to a clean build of Nix but for build-id and own path inside\
                         compressed data in 2 files
                        """);
    }

    @Test
    void everyOtherDifferenceMakesItFail() {
        Firn firn =
                verified(
                        false,
                        Reproducible.UNKNOWN,
                        BUILD_ID,
                        Verifications.difference("a", Verifications.differs(7, 9, 9)),
                        Verifications.difference("a", new Difference.Executable(true)),
                        Verifications.difference("b", Verifications.differs(0, 9, 1200)),
                        Verifications.difference("c", new Difference.Missing(Side.OURS)),
                        Verifications.difference("d", new Difference.Missing(Side.THEIRS)),
                        Verifications.difference(
                                "e", new Difference.Type(FileType.DIRECTORY, FileType.SYMLINK)),
                        Verifications.difference("f\n\u00e9", new Difference.Executable(false)),
                        Verifications.difference(
                                "", new Difference.Target("x", "y\u001b", Optional.empty())),
                        Verifications.difference(
                                "12.debug",
                                new Difference.Name("34.debug", new Cause.BuildId("12", "34"))));

        assertThat(firn.run("verify")).isEqualTo(1);
        assertThat(firn.out())
                .isEqualTo(
                        """
                        out/bin/hello: build-id
                        out/a: differs at byte 7
                        out/a: executable only in firn's result
                        out/b: differs at byte 0, 9 bytes in firn's result, 1200 bytes in the clean build
                        out/c: only in the clean build
                        out/d: only in firn's result
                        out/e: a directory in firn's result, a symbolic link in the clean build
                        out/f^J\ufffd: executable only in the clean build
                        out: leads to x in firn's result, to y^[ in the clean build
                        out/12.debug: is 34.debug in the clean build: build-id
                        different from a clean build of Nix: 7 files, besides build-id in 2 files
                        """);
    }

    @Test
    void whatDiffersInAFileIsNamed() {
        Firn firn =
                verified(
                        false,
                        Reproducible.UNKNOWN,
                        inside("lib/libfoo.a", false, Spot.Kind.BYTES, "bar.o"),
                        inside("a.deb", false, Spot.Kind.HEADER, "data.tar.xz", "./x\n"),
                        inside("a.txt.xz", true, Spot.Kind.BYTES),
                        inside("b.txt.xz", true, Spot.Kind.BUILT_PATH),
                        inside("b.tar", false, Spot.Kind.MEMBERS, "./x"),
                        inside("c.xz", false, Spot.Kind.PACKING),
                        inside("d.xz", false, Spot.Kind.TOO_LARGE),
                        Verifications.difference(
                                "e.tar",
                                new Content(
                                        Optional.empty(),
                                        List.of(new Cause.PackedPath(Packing.TAR)))));

        assertThat(firn.run("verify")).isEqualTo(1);
        assertThat(firn.out())
                .isEqualTo(
                        """
                        out/lib/libfoo.a: bar.o: differs at byte 7, 8 bytes in firn's result, 9 bytes in the clean build
                        out/a.deb: data.tar.xz: ./x^J: what the archive says of it differs (mode, owner, time)
                        out/a.txt.xz: unpacked: differs at byte 7, 8 bytes in firn's result, 9 bytes in the clean build
                        out/b.txt.xz: unpacked: firn's result names the path where it was built
                        out/b.tar: ./x: from here on, the archive has other members
                        out/c.xz: holds the same, but is packed in another way
                        out/d.xz: differs, and unpacks to more than firn looks into, 8 bytes in firn's result, 9 bytes in the clean build
                        out/e.tar: own path inside an archive
                        different from a clean build of Nix: 7 files, besides own path inside an archive in 1 file
                        """);

        firn =
                verified(
                        false,
                        Reproducible.YES,
                        inside("a", false, Spot.Kind.BUILT_PATH, "b", "c"));
        firn.run("verify", "--json");
        assertThat(firn.out())
                .contains(
                        "\"causes\":[],\"members\":[\"b\",\"c\"],\"unexplained\":\"built_path\"}");
    }

    private static Difference inside(
            String path, boolean unpacked, Spot.Kind kind, String... members) {
        Spot spot = new Spot(List.of(members), unpacked, 7, 8, 9, kind);
        return Verifications.difference(path, Verifications.unexplained(spot));
    }

    @Test
    void outputThatNixChecksByItselfIsNamed() {
        Firn firn =
                telling(
                        Verifications.of(
                                false, Reproducible.UNKNOWN, new TreeSet<>(List.of("dev"))));

        assertThat(firn.run("verify")).isEqualTo(1);
        assertThat(firn.out())
                .isEqualTo(
                        """
                        dev: Nix has built something else for the same path; nix-store --realise\
                         --check --keep-failed %s keeps it
                        different from a clean build of Nix: 1 file
                        """
                                .formatted(Verifications.DRV));
    }

    @Test
    void jsonIsOneObjectOnOut() {
        Firn firn =
                verified(
                        true,
                        Reproducible.NO,
                        BUILD_ID,
                        Verifications.difference("c", new Difference.Missing(Side.OURS)));

        assertThat(firn.run("verify", "--json")).isEqualTo(1);
        assertThat(firn.out())
                .isEqualTo(
                        """
                        {"derivation":"%s","verdict":"different","reproducible":false,\
                        "forced":true,"differences":[{"output":"out","path":"bin/hello",\
                        "kind":"content","causes":["build_id"]},{"output":"out","path":"c",\
                        "kind":"only_in_clean_build","causes":[]}]}
                        """
                                .formatted(Verifications.DRV));
    }

    @Test
    void whatIsNotKnownIsNullInJson() {
        Firn firn = verified(false, Reproducible.UNKNOWN);

        assertThat(firn.run("verify", "--json")).isZero();
        assertThat(firn.out()).contains("\"verdict\":\"identical\",\"reproducible\":null");
    }

    private static Firn verified(boolean forced, Reproducible reproducible, Difference... found) {
        return telling(Verifications.of(forced, reproducible, new TreeSet<>(), found));
    }

    private static Firn telling(Verification verification) {
        return new Firn() {
            @Override
            public Verification verify(VerifyRequest request, Consumer<VerifyEvent> events) {
                return verification;
            }
        };
    }
}
