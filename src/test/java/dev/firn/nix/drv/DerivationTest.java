package dev.firn.nix.drv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.digest.Digest;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.path.StorePaths;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerivationTest {

    private static final String SMALL =
            """
            Derive([("out","/nix/store/722gr2jnw11say05hlapbxh11vygnm4z-dep-1.0","","")],[],[],\
            "x86_64-linux","/bin/sh",["-c","echo hi > $out"],[("builder","/bin/sh"),\
            ("name","dep-1.0"),("out","/nix/store/722gr2jnw11say05hlapbxh11vygnm4z-dep-1.0"),\
            ("system","x86_64-linux")])""";

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "structured", "fixed", "upper", "floating", "deferred", "bytes"})
    void whatNixWroteIsPrintedAgainByteForByte(String fixture) throws IOException {
        String text = DrvFixture.text(fixture);
        assertThat(Derivation.parse(text).print()).isEqualTo(text);
    }

    @Test
    void fileIsReadAsBytes(@TempDir Path dir) throws IOException {
        String text = DrvFixture.text("bytes");
        Path file = dir.resolve("x.drv");
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        // A carriage return in a Nix file is a line feed, hence the last character.
        assertThat(Derivation.read(file).env()).containsEntry("x", "a\u00ff\u0001\u00c3b\n");
    }

    @Test
    void fieldsAreWhatTheExpressionSaid() throws IOException {
        Derivation upper = DrvFixture.derivation("upper");
        assertThat(upper.inputDrvs())
                .isEqualTo(
                        Map.of(
                                new StorePath("gflv9piypvfa1qyv11vgci3hv8s1dxm0", "lower-1.0.drv"),
                                Set.of("out")));
        assertThat(upper.inputSrcs())
                .hasToString("[/nix/store/0c566rb68z5nvzxwf6lh3s13x5dr3pzr-note.txt]");
        assertThat(upper.system()).isEqualTo("x86_64-linux");
        assertThat(upper.builder()).isEqualTo("/bin/bash");
        assertThat(upper.args()).first().isEqualTo("-c");
        assertThat(upper.env()).containsEntry("name", "upper-1.0");
    }

    @Test
    void outputsHaveTheirKind() throws IOException {
        StorePath fixed =
                StorePath.parse("/nix/store/a86617i2f8ys9pm64y1afyh9jadxlffl-fixed-1.0.tar");
        String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assertThat(DrvFixture.derivation("fixed").outputs())
                .containsEntry("out", new Output.Fixed(fixed, Output.Method.FLAT, "sha256", empty));
        assertThat(DrvFixture.derivation("fixed").isFixed()).isTrue();
        assertThat(DrvFixture.derivation("floating").outputs())
                .containsEntry("dev", new Output.Floating(Output.Method.RECURSIVE, "sha256"));
        assertThat(DrvFixture.derivation("deferred").outputs())
                .containsEntry("out", new Output.Deferred());
        assertThat(DrvFixture.derivation("plain").outputs().get("out"))
                .isInstanceOf(Output.InputAddressed.class);
    }

    @Test
    void blankedTextGivesTheOutputPaths() throws IOException {
        Derivation plain = DrvFixture.derivation("plain");
        byte[] blanked = plain.blanked().print().getBytes(StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, Output> output : plain.outputs().entrySet()) {
            StorePath path = StorePaths.output(Digest.of(blanked), output.getKey(), "plain-1.0");
            assertThat(output.getValue()).isEqualTo(new Output.InputAddressed(path));
        }
    }

    @Test
    void resolvedDerivationNamesThePathsOfItsInputs() throws IOException {
        Derivation deferred = DrvFixture.derivation("deferred");
        StorePath drv =
                StorePath.parse("/nix/store/c343abc7bagjgmp470g0n8b98wjscq8k-float-1.0.drv");
        StorePath built = new StorePath("0".repeat(32), "float-1.0");
        assertThat(deferred.resolved(Map.of(drv, Map.of("out", built))).args())
                .containsExactly("-c", "echo " + built + " > $out");
        assertThat(deferred.resolved(Map.of())).isEqualTo(deferred);
    }

    @Test
    void nameIsThatOfThePathWithoutItsEnding() {
        StorePath path = new StorePath("0".repeat(32), "hello-2.10.drv");
        assertThat(Derivation.nameOf(path)).isEqualTo("hello-2.10");
        assertThatThrownBy(() -> Derivation.nameOf(new StorePath("0".repeat(32), "hello-2.10")))
                .hasMessageContaining("not a derivation");
    }

    @Test
    void builtinBuilderIsRecognised() {
        assertThat(Derivation.parse(SMALL).isBuiltin()).isFalse();
        String builtin = SMALL.replaceFirst("/bin/sh", "builtin:fetchurl");
        assertThat(Derivation.parse(builtin).isBuiltin()).isTrue();
    }

    @Test
    void damageIsNamedWithItsPlace() {
        assertThatThrownBy(() -> Derivation.parse(SMALL.replace("[],[]", "[],{}")))
                .isInstanceOf(Problem.class)
                .hasMessage(
                        """
                        this text is not a derivation, or a damaged one: \
                        at byte 80: expected '['""");
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < SMALL.length(); length++) {
            String cut = SMALL.substring(0, length);
            assertThatThrownBy(() -> Derivation.parse(cut)).isInstanceOf(Problem.class);
        }
    }

    @Test
    void whatIsNoDerivationIsRefused() {
        String output = ",\"\",\"\")]";
        refuses(SMALL + "\n");
        refuses(SMALL.replace("x86_64-linux\",\"/", "x86_64-linux\",,\"/"));
        refuses(SMALL.replaceFirst("/nix/store", "/gnu/store"));
        refuses(SMALL.replace(output, ",\"\",\"00\")]"));
        refuses(SMALL.replace(output, ",\"sha3\",\"00\")]"));
        refuses(SMALL.replace(output, ",\"sha256\",\"00\")]"));
        refuses(SMALL.replace(output, ",\"sha256\",\"\")]"));
        refuses(SMALL.replace("(\"name\",", "(\"builder\","));
        refuses("Derive([],[],[],\"x\",\"y\",[],[])");
        refuses("");
    }

    private static void refuses(String damaged) {
        assertThat(damaged).isNotEqualTo(SMALL);
        assertThatThrownBy(() -> Derivation.parse(damaged)).isInstanceOf(Problem.class);
    }

    @Test
    void dynamicDerivationIsRefusedInWords() {
        assertThatThrownBy(() -> Derivation.parse("DrvWithVersion(\"xp-dyn-drv\",[],[],[])"))
                .isInstanceOf(Problem.class)
                .hasMessage(
                        """
                        this text depends on derivations that other derivations make: \
                        firn cannot build such dynamic derivations""");
    }
}
