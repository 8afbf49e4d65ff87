package dev.firn.nix.drv;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import dev.firn.nix.path.StorePath;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StableDerivationTest {

    private static final String OUT = "1grh0f3824g4kycw6nb7djhgh0i9fbqh";
    private static final String DEV = "fz6ql1p1rh2vj0r9ila0qls2945xxb37";

    @Test
    void everyMentionOfAnOutputBecomesItsScratchPath() throws IOException {
        StableDerivation stable = StableDerivation.of(plain("", ""), path("plain-1.0"));
        String out = String.valueOf(stable.scratch().get("out"));
        String dev = String.valueOf(stable.scratch().get("dev"));
        assertThat(out).isEqualTo(ScratchPath.of("plain-1.0", "out").toString());
        assertThat(stable.env()).containsEntry("out", out).containsEntry("dev", dev);
        assertThat(stable.env()).containsEntry("self", dev + "/lib and " + out);
        assertThat(stable.env()).containsEntry("self2", "in a file: " + out);
    }

    @Test
    void bareHashesAndArgumentsAndBuilderAreReplacedToo() throws IOException {
        Derivation derivation =
                plain("bare " + OUT + "," + DEV, "/nix/store/" + OUT + "-plain-1.0");
        StableDerivation stable = StableDerivation.of(derivation, path("plain-1.0"));
        StorePath out = ScratchPath.of("plain-1.0", "out");
        StorePath dev = ScratchPath.of("plain-1.0", "dev");
        assertThat(stable.env()).containsEntry("added", "bare " + out.hash() + "," + dev.hash());
        assertThat(stable.args()).containsExactly(out.toString());
        assertThat(stable.builder()).isEqualTo(out + "/bin/sh");
    }

    @Test
    void editOfOneVariableLeavesTheOthersAsTheyWere() throws IOException {
        Derivation edited = plain("edited", "");
        Derivation moved =
                Derivation.parse(
                        edited.print().replace(OUT, "0".repeat(32)).replace(DEV, "1".repeat(32)));
        StableDerivation before = StableDerivation.of(edited, path("plain-1.0"));
        StableDerivation after = StableDerivation.of(moved, path("plain-1.0"));
        assertThat(after.env()).isEqualTo(before.env());
        assertThat(after.scratch()).isEqualTo(before.scratch());
    }

    @Test
    void exactFormHasRealPathsAndNoPlaceholders() throws IOException {
        Derivation plain = plain("", "");
        StableDerivation exact = StableDerivation.exact(plain, path("plain-1.0"));
        assertThat(exact.scratch()).containsEntry("out", new StorePath(OUT, "plain-1.0"));
        assertThat(exact.env()).containsEntry("out", "/nix/store/" + OUT + "-plain-1.0");
        assertThat(exact.env())
                .containsEntry("self2", "in a file: /nix/store/" + OUT + "-plain-1.0");
    }

    @Test
    void structuredAttributesAreReplacedInside() throws IOException {
        StableDerivation stable =
                StableDerivation.of(DrvFixture.derivation("structured"), path("structured-1.0"));
        assertThat(stable.structured().orElseThrow().get("self"))
                .isEqualTo(new JsonPrimitive(ScratchPath.of("structured-1.0", "dev") + "/lib"));
        assertThat(stable.structured()).isPresent();
    }

    @Test
    void fixedOutputIsBuiltAtAScratchPathToo() throws IOException {
        Derivation fixed = DrvFixture.derivation("fixed");
        StableDerivation stable = StableDerivation.of(fixed, path("fixed-1.0.tar"));
        String scratch = ScratchPath.of("fixed-1.0.tar", "out").toString();
        assertThat(stable.env()).containsEntry("out", scratch);
        assertThat(stable.env()).containsEntry("outputHash", fixed.env().get("outputHash"));
        assertThat(stable.original()).isEqualTo(fixed);
    }

    @Test
    void outputWithoutAKnownPathHasItsScratchPathEvenInTheExactForm() throws IOException {
        StableDerivation floating =
                StableDerivation.exact(DrvFixture.derivation("floating"), path("float-1.0"));
        String out = ScratchPath.of("float-1.0", "out").toString();
        assertThat(floating.env()).containsEntry("out", out);
        assertThat(floating.args()).last().asString().startsWith("echo " + out + " > ");
        StableDerivation deferred =
                StableDerivation.of(DrvFixture.derivation("deferred"), path("deferred-1.0"));
        assertThat(deferred.env())
                .containsEntry("out", ScratchPath.of("deferred-1.0", "out").toString());
    }

    private static Derivation plain(String added, String argument) throws IOException {
        Derivation plain = DrvFixture.derivation("plain");
        Map<String, String> env = new TreeMap<>(plain.env());
        env.put("added", added);
        return new Derivation(
                plain.outputs(),
                plain.inputDrvs(),
                plain.inputSrcs(),
                plain.system(),
                argument + "/bin/sh",
                java.util.List.of(argument),
                new TreeMap<>(env));
    }

    private static StorePath path(String name) {
        return new StorePath("0".repeat(32), name + ".drv");
    }
}
