package dev.firn.nix.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The expected paths were printed by Nix 2.8.
class StorePathsTest {

    private static final String EMPTY_SHA256 =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void outputPathFollowsFromTheDerivationWithItsOutputsBlanked() {
        String masked =
                """
                Derive([("out","","","")],[],[],"x86_64-linux","/bin/sh",\
                ["-c","echo hi > $out"],[("builder","/bin/sh"),("name","dep-1.0"),\
                ("out",""),("system","x86_64-linux")])""";
        assertThat(StorePaths.output(digest(masked), "out", "dep-1.0"))
                .hasToString("/nix/store/722gr2jnw11say05hlapbxh11vygnm4z-dep-1.0");
    }

    @Test
    void otherOutputsHaveTheirNameInThePath() {
        StorePath path = StorePaths.output(digest("x"), "dev", "hello-1.0");
        assertThat(path.name()).isEqualTo("hello-1.0-dev");
        assertThat(path.hash()).isNotEqualTo(StorePaths.output(digest("x"), "out", "a").hash());
    }

    @Test
    void textPathFollowsFromContentAndReferences() {
        assertThat(StorePaths.text("vec.txt", digest("hello\n"), List.of()))
                .hasToString("/nix/store/r3m14lm2hlak5848w0jzs7qjjgfvzzlj-vec.txt");
    }

    @Test
    void derivationFileIsATextWithItsInputsAsReferences() {
        Digest content =
                Digest.parse("7c69dcfe65ec78def112f144cdabf8a9677435d6e09bb93a9ed2715d948e34ad");
        assertThat(StorePaths.text("dep-1.0.drv", content, List.of()))
                .hasToString("/nix/store/r66qk8x9ybbba8q3v6ir66arky9idlqf-dep-1.0.drv");
    }

    @Test
    void sourcePathFollowsFromTheNar() {
        Digest nar =
                Digest.parse("ea1b58e787508927d292058c0bf3e36a01a50e5d6e574ce14e64340b8db49f04");
        assertThat(StorePaths.source("vec-src", nar, List.of(), false))
                .hasToString("/nix/store/sp4cvw3xnjkid1k4n1vrx1mnpn7l42as-vec-src");
    }

    @Test
    void sourcePathMayNameItself() {
        Digest withPositions =
                Digest.ofBytes(
                        NixBase32.decode("1ms7g0ymlh2xbln9lc2lmlhzscvq514r2zbjikywq87xdhq5szd8"));
        assertThat(StorePaths.source("vec", withPositions, List.of(), true))
                .hasToString("/nix/store/77lglknc6cwv2nwyj4ba61r1s0kfgzpg-vec");
        Digest without =
                Digest.ofBytes(
                        NixBase32.decode("1r8ll1rr0y7fbpq404i2snx6vi3iq9hgp06nyf3407sppa3ji2fv"));
        assertThat(StorePaths.source("vec", without, List.of(), true))
                .hasToString("/nix/store/rdp2vp1qwpl56r02lmanq9r2awlnkip3-vec");
    }

    @Test
    void referencesAreTakenInTheOrderOfTheirPaths() {
        StorePath a = new StorePath("0".repeat(32), "a");
        StorePath b = new StorePath("1".repeat(32), "b");
        assertThat(StorePaths.source("x", digest("x"), List.of(b, a), false))
                .isEqualTo(StorePaths.of("source:" + a + ":" + b, digest("x"), "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "false,md5,d41d8cd98f00b204e9800998ecf8427e,0s6yihbspv0dxllmcb4cn5vgzfbvg6r2",
        "false,sha256," + EMPTY_SHA256 + ",m961ppbz6ixr96634ksb2dlpagaq7zci",
        "true,sha256," + EMPTY_SHA256 + ",9cixw2l6z112pk6nk16q7bkcm9xv9vqv",
        "true,sha1,da39a3ee5e6b4b0d3255bfef95601890afd80709,qbslhgqrs06aciwf678cq2h65mmpmr32",
    })
    void fixedOutputPathFollowsFromTheExpectedHash(
            boolean recursive, String algorithm, String hex, String hash) {
        assertThat(StorePaths.fixed("f.tar", recursive, algorithm, hex))
                .isEqualTo(new StorePath(hash, "f.tar"));
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
