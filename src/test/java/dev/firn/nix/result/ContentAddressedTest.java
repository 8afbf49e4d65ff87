package dev.firn.nix.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.HostTree;
import dev.firn.nix.nar.MemoryTree;
import dev.firn.nix.nar.NarFacts;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContentAddressedTest {

    @ParameterizedTest
    @EnumSource
    void ordinaryUserAddsResultThatNamesItselfAndAnInput(NixRelease release) throws Exception {
        try (Store store = Store.ofUser(NixHost.withTools(release))) {
            StorePath input = store.input("dep", "dependency " + release);
            StableDerivation derivation = Store.derivation(Map.of(), "out");
            Registered result =
                    store.register(
                            store.request(derivation, "out", tree(Store.scratch("out"), input)));
            StorePath out = result.outputs().get("out");
            assertThat(result.placement()).isEqualTo(new Placement.ContentAddressed(""));
            assertThat(store.references(out))
                    .containsExactlyInAnyOrder(input.toString(), out.toString());
            FileTree there = HostTree.of(store.onThisMachine(out.toString()));
            assertThat(NarFacts.of(there)).isEqualTo(NarFacts.of(tree(out, input)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrongGuessOfTheDaemonsHashIsMadeGood(NixRelease release) throws Exception {
        try (Store store = Store.ofUser(NixHost.withTools(release))) {
            StorePath scratch = Store.scratch("out");
            FileTree tree = MemoryTree.file("guess " + scratch);
            for (boolean guess : new boolean[] {true, false}) {
                ScannedOutput output =
                        ScannedOutput.read(
                                        Store.DRV,
                                        store.request(
                                                        Store.derivation(Map.of(), "out"),
                                                        "out",
                                                        tree)
                                                .outputs(),
                                        List.of())
                                .getFirst();
                StorePath out = new ContentAddressed(store.daemon, guess).add(output).orElseThrow();
                assertThat(store.references(out)).containsExactly(out.toString());
            }
        }
    }

    @Test
    void outputsThatReferToEachOtherAreAddedInOrder() throws Exception {
        try (Store store = Store.ofUser(NixHost.withTools(NixRelease.NIX_2_8))) {
            StorePath input = store.input("dep", "dependency of two");
            StorePath out = Store.scratch("out");
            StorePath dev = Store.scratch("dev");
            Registered result =
                    store.register(
                            store.request(
                                    Store.derivation(Map.of(), "dev", "out"),
                                    "dev",
                                    MemoryTree.file(dev + " needs " + out),
                                    "out",
                                    MemoryTree.link(input + "/x")));
            String realOut = result.outputs().get("out").toString();
            String realDev = result.outputs().get("dev").toString();
            assertThat(store.references(result.outputs().get("out")))
                    .containsExactly(input.toString());
            assertThat(store.references(result.outputs().get("dev")))
                    .containsExactlyInAnyOrder(realOut, realDev);
            assertThat(store.onThisMachine(realDev)).hasContent(realDev + " needs " + realOut);
        }
    }

    @Test
    void outputsThatReferToEachOtherInACircleAreRefused() {
        try (Store store = Store.ofUser(NixHost.withTools(NixRelease.NIX_2_8))) {
            ResultRequest circle =
                    store.request(
                            Store.derivation(Map.of(), "dev", "out"),
                            "dev",
                            MemoryTree.file("" + Store.scratch("out")),
                            "out",
                            MemoryTree.file("" + Store.scratch("dev")));
            assertThatThrownBy(() -> store.register(circle))
                    .isInstanceOf(Problem.class)
                    .hasMessageStartingWith(
                            "cycle detected in build of '"
                                    + Store.DRV
                                    + "' in the references of output 'out' from output 'dev'");
        }
    }

    @Test
    void resultThatIsThereAlreadyIsTheSameResult() throws Exception {
        try (Store store = Store.ofUser(NixHost.withTools(NixRelease.NIX_2_8))) {
            ResultRequest request =
                    store.request(
                            Store.derivation(Map.of(), "out"),
                            "out",
                            MemoryTree.program("#!" + Store.scratch("out") + "/x"));
            assertThat(store.register(request)).isEqualTo(store.register(request));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2.8.0,true", "2.16.1,true", "2.17.0,false", "2.26.3,false", "2.34.8,false",
        "2.35.0,true", "2.36.0pre,true", "3.0,true", "2.91.1,false", "?,true"
    })
    void daemonsVersionTellsHowItHashes(String version, boolean places) {
        assertThat(ContentAddressed.hashesPlaces(version)).isEqualTo(places);
    }

    private static FileTree tree(StorePath self, StorePath input) {
        return MemoryTree.directory(
                "bin",
                MemoryTree.directory("hello", MemoryTree.program("#!" + input + "\n" + self)),
                "empty",
                MemoryTree.directory(),
                "link",
                MemoryTree.link(self + "/bin"));
    }
}
