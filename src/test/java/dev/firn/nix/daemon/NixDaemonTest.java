package dev.firn.nix.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.digest.Digest;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.path.StorePaths;
import dev.firn.problem.Problem;
import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NixDaemonTest {

    private static final StorePath ABSENT =
            StorePath.ofBasename("00000000000000000000000000000000-absent");

    @ParameterizedTest
    @EnumSource
    void handshakeTellsVersionAndTrust(NixRelease release) {
        NixHost host = NixHost.of(release);
        try (NixDaemon daemon = connect(host)) {
            String version = host.asUser().run("nix-store", "--version").orFail();
            assertThat(version).isEqualTo("nix-store (Nix) " + daemon.version());
            assertThat(daemon.trust())
                    .isEqualTo(release == NixRelease.NIX_2_8 ? Trust.UNKNOWN : Trust.TRUSTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ownDaemonServesAUserWhoOwnsTheStore(NixRelease release) {
        NixHost host = NixHost.of(release);
        List<String> command = host.asRoot().commandLine("nix-daemon", "--stdio");
        NixSettings settings =
                new NixSettings(new DaemonAddress.Own(command), Optional.empty()).with(options());
        try (NixDaemon daemon = NixDaemon.connect(settings, event -> {})) {
            StorePath text = daemon.addText("own", bytes("by a daemon of my own"), Set.of());
            assertThat(host.onThisMachine(text.toString())).hasContent("by a daemon of my own");
        }
    }

    @ParameterizedTest
    @EnumSource
    void addedPathsAreKnownWithTheirReferences(NixRelease release) {
        try (NixDaemon daemon = connect(NixHost.of(release))) {
            StorePath leaf = daemon.addText("leaf", bytes("leaf"), Set.of());
            byte[] nar = TestNar.ofFile(leaf.toString());
            StorePath stem = daemon.addRecursive("stem", to -> to.write(nar), Set.of(leaf));
            StorePath root = daemon.addText("root", bytes(stem.toString()), Set.of(stem));

            assertThat(leaf).isEqualTo(StorePaths.text("leaf", Digest.of(bytes("leaf")), Set.of()));
            assertThat(stem)
                    .isEqualTo(StorePaths.source("stem", Digest.of(nar), Set.of(leaf), false));
            assertThat(daemon.isValid(root)).isTrue();
            assertThat(daemon.isValid(ABSENT)).isFalse();
            assertThat(daemon.validPaths(List.of(root, ABSENT, leaf)))
                    .containsExactly(
                            List.of(root, leaf).stream().sorted().toArray(StorePath[]::new));
            assertThat(daemon.pathInfo(ABSENT)).isEmpty();
            PathInfo info = daemon.pathInfo(stem).orElseThrow();
            assertThat(info.narHash()).isEqualTo(Digest.of(nar));
            assertThat(info.narSize()).isEqualTo(nar.length);
            assertThat(info.references()).containsExactly(leaf);
            assertThat(info.ca()).startsWith("fixed:r:sha256:");
            assertThat(daemon.closure(Set.of(root))).containsOnlyKeys(root, stem, leaf);
            assertThat(daemon.closure(Set.of(leaf))).containsOnlyKeys(leaf);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closureOfManyPathsIsAskedForInPieces(NixRelease release) {
        try (NixDaemon daemon = connect(NixHost.of(release))) {
            List<StorePath> leaves = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                leaves.add(daemon.addText("many-" + i, bytes("many " + i), Set.of()));
            }
            StorePath top = daemon.addText("many", bytes("top"), Set.copyOf(leaves));

            assertThat(daemon.closure(Set.of(top)))
                    .hasSize(301)
                    .containsKeys(leaves.toArray(StorePath[]::new));
        }
    }

    @ParameterizedTest
    @EnumSource
    void closureOfAPathThatIsGoneIsAProblem(NixRelease release) {
        try (NixDaemon daemon = connect(NixHost.of(release))) {
            assertThatThrownBy(() -> daemon.closure(Set.of(ABSENT)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining(ABSENT + " is not in the store");
        }
    }

    @ParameterizedTest
    @EnumSource
    void trustedUserAddsAPathUnderAnyName(NixRelease release) {
        try (NixDaemon daemon = connect(NixHost.of(release))) {
            byte[] nar = TestNar.ofFile("chosen");
            StorePath path = StorePath.ofBasename("11111111111111111111111111111111-chosen");

            daemon.addToStoreNar(TestNar.info(path, nar, "", Set.of()), false, to -> to.write(nar));

            assertThat(daemon.isValid(path)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void uploadOfAnySizeNeedsNoMemory(NixRelease release) {
        int size = 64 << 20;
        byte[] head = TestNar.ofFile("");
        try (NixDaemon daemon = connect(NixHost.of(release))) {
            StorePath big =
                    daemon.addRecursive(
                            "big",
                            to -> {
                                to.write(head, 0, 88);
                                to.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0});
                                byte[] part = new byte[1000];
                                for (int left = size; left > 0; left -= part.length) {
                                    to.write(part, 0, Math.min(left, part.length));
                                }
                                to.write(head, head.length - 16, 16);
                            },
                            Set.of());

            assertThat(daemon.pathInfo(big).orElseThrow().narSize()).isEqualTo(size + 112L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusedOrBrokenUploadLeavesTheConnectionUsable(NixRelease release) {
        try (NixDaemon daemon = connect(NixHost.of(release))) {
            byte[] nar = TestNar.ofFile("not what was promised");
            byte[] promised = TestNar.ofFile("promised");
            PathInfo info =
                    TestNar.info(
                            StorePath.ofBasename("22222222222222222222222222222222-lie"),
                            promised,
                            "",
                            Set.of());

            assertThatThrownBy(() -> daemon.addToStoreNar(info, false, to -> to.write(nar)))
                    .isInstanceOf(NixError.class)
                    .hasMessageContaining("hash mismatch");
            assertThatThrownBy(
                            () ->
                                    daemon.addRecursive(
                                            "broken",
                                            to -> {
                                                to.write(nar, 0, 60);
                                                throw new IOException("disk on fire");
                                            },
                                            Set.of()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("disk on fire");
            assertThat(daemon.isValid(info.path())).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void temporaryRootLastsAsLongAsTheConnection(NixRelease release) {
        NixHost host = NixHost.of(release);
        NixUser root = host.asRootWithDaemon();
        StorePath kept;
        try (NixDaemon daemon = connect(host)) {
            kept = daemon.addText("kept", bytes("kept " + System.nanoTime()), Set.of());
            daemon.addTempRoot(kept);
            assertThat(root.run("nix-store", "--gc", "--print-live").orFail())
                    .contains(kept.toString());
        }
        assertThat(root.run("nix-store", "--gc", "--print-dead").orFail())
                .contains(kept.toString());
    }

    @ParameterizedTest
    @EnumSource
    void indirectRootLastsAsLongAsTheLink(NixRelease release) throws IOException {
        NixHost host = NixHost.of(release);
        NixUser user = host.asUser();
        Path link = user.home().resolve("result-" + System.nanoTime());
        StorePath kept;
        try (NixDaemon daemon = connect(host)) {
            kept = daemon.addText("linked", bytes("linked " + System.nanoTime()), Set.of());
            Files.createSymbolicLink(link, Path.of(kept.toString()));
            daemon.addIndirectRoot(link);
        }
        assertThat(user.run("nix-store", "--gc", "--print-live").orFail())
                .contains(kept.toString());

        Files.delete(link);

        assertThat(user.run("nix-store", "--gc", "--print-dead").orFail())
                .contains(kept.toString());
    }

    private static NixDaemon connect(NixHost host) {
        NixSettings settings =
                new NixSettings(
                        new DaemonAddress.Socket(host.socket(), false), Optional.of(options()));
        return NixDaemon.connect(settings, event -> {});
    }

    private static NixSettings.Options options() {
        return new NixSettings.Options(3, 2, 1, true, false, false, 0, new TreeMap<>());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
