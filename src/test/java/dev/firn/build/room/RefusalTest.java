package dev.firn.build.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.nix.drv.Derivation;
import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private static final StorePath DRV =
            StorePath.parse("/nix/store/1grh0f3824g4kycw6nb7djhgh0i9fbqh-x.drv");
    private static final String OUT = "/nix/store/fz6ql1p1rh2vj0r9ila0qls2945xxb37-x";
    private static final Host HOST =
            new Host(
                    new TreeSet<>(List.of("x86_64-linux", "i686-linux")),
                    new TreeSet<>(List.of("kvm", "big-parallel")),
                    1,
                    "50%",
                    true,
                    List.of(),
                    new Host.Rules(false, new TreeSet<>(), Optional.empty()));

    @Test
    void whatThisMachineCanBuildIsLetThrough() {
        assertThatCode(() -> check(OUT, "x86_64-linux", "/bin/sh", feature("kvm big-parallel")))
                .doesNotThrowAnyException();
    }

    @Test
    void anotherSystemIsRefused() {
        Problem problem = refused(OUT, "aarch64-linux", "/bin/sh", "");
        assertThat(problem.kind()).isEqualTo(Problem.Kind.HOST);
        assertThat(problem.what()).isEqualTo("x is for aarch64-linux");
        assertThat(problem.why()).isEqualTo("this machine builds for i686-linux, x86_64-linux");
    }

    @Test
    void aFeatureThatIsNotHereIsRefused() {
        Problem problem = refused(OUT, "x86_64-linux", "/bin/sh", feature("kvm nixos-test"));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.HOST);
        assertThat(problem.what()).isEqualTo("x needs a machine with nixos-test");
        assertThat(problem.fix()).contains("--option extra-system-features 'nixos-test'");
    }

    @Test
    void aFeatureInStructuredAttributesIsRefusedToo() {
        String json = "{\\\"requiredSystemFeatures\\\":[\\\"nixos-test\\\"]}";
        Problem problem = refused(OUT, "x86_64-linux", "/bin/sh", "(\"__json\",\"" + json + "\")");
        assertThat(problem.what()).isEqualTo("x needs a machine with nixos-test");
    }

    @Test
    void whatOnlyNixCanDoIsLeftToNix() {
        Problem problem = refused(OUT, "x86_64-linux", "/bin/sh", feature("recursive-nix"));
        assertThat(problem.what()).isEqualTo("x needs recursive-nix");
        assertThat(problem.fix()).endsWith("nix-store --realise " + DRV);
    }

    @Test
    void aBuilderInsideNixIsLeftToNix() {
        Problem problem = refused(OUT, "builtin", "builtin:fetchurl", "");
        assertThat(problem.what()).isEqualTo("x is built by Nix itself");
        assertThat(problem.fix()).endsWith("nix-store --realise " + DRV);
    }

    @Test
    void anOutputWithoutAPathIsLeftToNix() {
        Problem problem = refused("", "x86_64-linux", "/bin/sh", "");
        assertThat(problem.what()).isEqualTo("firn cannot build x");
        assertThat(problem.fix()).endsWith("nix-store --realise " + DRV);
    }

    private static String feature(String names) {
        return "(\"requiredSystemFeatures\",\"" + names + "\")";
    }

    private static Problem refused(String out, String system, String builder, String env) {
        return catchThrowableOfType(Problem.class, () -> check(out, system, builder, env));
    }

    private static void check(String out, String system, String builder, String env) {
        String algorithm = out.isEmpty() ? "r:sha256" : "";
        String text =
                "Derive([(\"out\",\"%s\",\"%s\",\"\")],[],[],\"%s\",\"%s\",[],[%s])"
                        .formatted(out, algorithm, system, builder, env);
        Derivation derivation = Derivation.parse(text);
        Refusal.check(HOST, StableDerivation.of(derivation, DRV), DRV);
    }
}
