package dev.firn.nix.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.drv.Derivation;
import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.nar.MemoryTree;
import dev.firn.nix.path.StorePath;
import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExactPathsTest {

    private static final String EXPRESSION =
            """
            derivation {
              name = "%s";
              system = builtins.currentSystem;
              builder = "/bin/sh";
              args = [ "-c" "exit 1" ];
              outputs = [ "out" "dev" ];
            }
            """;

    @ParameterizedTest
    @EnumSource
    void afterATrustedUsersExactBuildNixHasNothingToDo(NixRelease release) throws Exception {
        try (Store store = Store.ofRoot(NixHost.withTools(release))) {
            ResultRequest request = request(store, "exact-trusted");
            Registered result = store.registration().registerExact(request);
            assertThat(result.placement()).isInstanceOf(Placement.Exact.class);
            assertThat(((Placement.Exact) result.placement()).different()).isEmpty();
            Path file = Path.of(request.drvPath().toString());
            String built = store.user.run("nix-build", "--no-out-link", file + "!out").orFail();
            assertThat(built).isEqualTo(result.outputs().get("out").toString());
            assertThat(store.references(result.outputs().get("dev"))).containsExactly(built);
            assertThat(store.user.run("nix-store", "-q", "--deriver", built).orFail())
                    .isEqualTo(request.drvPath().toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void ordinaryUsersExactBuildBecomesACopy(NixRelease release) throws Exception {
        try (Store store = Store.ofUser(NixHost.withTools(release))) {
            ResultRequest request = request(store, "exact-ordinary");
            Registered result = store.registration().registerExact(request);
            assertThat(result.placement())
                    .isInstanceOfSatisfying(
                            Placement.ContentAddressed.class,
                            copy ->
                                    assertThat(copy.whyNotExact())
                                            .startsWith("the Nix daemon does not trust this user"));
            StorePath out = result.outputs().get("out");
            assertThat(out).isNotEqualTo(request.derivation().scratch().get("out"));
            assertThat(store.references(result.outputs().get("dev")))
                    .containsExactly(out.toString());
        }
    }

    private static ResultRequest request(Store store, String name) throws Exception {
        Path file = store.user.write(name + ".nix", EXPRESSION.formatted(name));
        String drv = store.user.run("nix-instantiate", file.toString()).orFail();
        StorePath drvPath = StorePath.parse(drv);
        StableDerivation derivation =
                StableDerivation.exact(Derivation.read(store.onThisMachine(drv)), drvPath);
        ResultRequest request =
                store.request(
                        derivation,
                        "dev",
                        MemoryTree.file("dev of " + derivation.scratch().get("out")),
                        "out",
                        MemoryTree.file("out at " + derivation.scratch().get("out")));
        return new ResultRequest(
                drvPath, derivation, request.outputs(), request.inputs(), false, request.mover());
    }
}
