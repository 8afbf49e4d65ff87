package dev.firn.nix.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.nix.drv.Output;
import dev.firn.nix.drv.StableDerivation;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.MemoryTree;
import dev.firn.nix.nar.NarFacts;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.path.StorePaths;
import dev.firn.nix.relocate.Stale;
import dev.firn.problem.Problem;
import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Nix checks after a builder. The messages are those of Nix 2.8.
class ResultRegistrationTest {

    private static final StorePath OUT = Store.scratch("out");
    private static final FileTree EMPTY = MemoryTree.directory();

    private Store store;

    @BeforeEach
    void connect() {
        store = Store.ofUser(NixHost.withTools(NixRelease.NIX_2_8));
    }

    @AfterEach
    void disconnect() {
        store.close();
    }

    @Test
    void missingOutputIsRefused() {
        StableDerivation derivation = Store.derivation(Map.of(), "out");
        BuiltOutput missing = new BuiltOutput("out", OUT, Optional.empty(), 0);
        assertThat(problem(with(store.request(derivation, "out", EMPTY), missing)).what())
                .isEqualTo(
                        "builder for '%s' failed to produce output path for output 'out' at '%s'"
                                .formatted(Store.DRV, OUT));
    }

    @ParameterizedTest
    @CsvSource({"040775,true", "040757,true", "040755,false", "0120777,false", "0100664,true"})
    void outputThatOthersMayWriteIsRefused(String mode, boolean refused) throws Exception {
        StableDerivation derivation = Store.derivation(Map.of(), "out");
        BuiltOutput output =
                new BuiltOutput("out", OUT, Optional.of(EMPTY), Integer.parseInt(mode, 8));
        ResultRequest request = with(store.request(derivation, "out", EMPTY), output);
        if (refused) {
            assertThat(problem(request).what())
                    .isEqualTo(
                            "suspicious ownership or permission on '"
                                    + OUT
                                    + "' for output 'out'; rejecting this build output");
        } else {
            assertThat(store.register(request).outputs()).containsOnlyKeys("out");
        }
    }

    @Test
    void referenceThatIsNotAllowedIsRefused() {
        StorePath dep = store.input("dep", "for rules");
        FileTree tree = MemoryTree.file(dep + " " + OUT);
        String message = "output '" + OUT + "' is not allowed to refer to the following paths";
        for (Map<String, String> rule :
                List.of(
                        Map.of("allowedReferences", "out"),
                        Map.of("allowedRequisites", ""),
                        Map.of("disallowedReferences", " " + dep),
                        Map.of("disallowedRequisites", dep + " out"))) {
            Problem problem = problem(store.request(Store.derivation(rule, "out"), "out", tree));
            assertThat(problem.what()).isEqualTo(message);
            assertThat(problem.why()).isEqualTo("  " + dep);
        }
    }

    @Test
    void referenceThatIsAllowedIsFine() throws Exception {
        StorePath dep = store.input("dep", "for rules");
        FileTree tree = MemoryTree.file(dep + " " + OUT);
        for (Map<String, String> rule :
                List.of(
                        Map.of("allowedReferences", "out " + dep),
                        Map.of("allowedRequisites", "" + dep),
                        Map.of("disallowedReferences", ""))) {
            ResultRequest request = store.request(Store.derivation(rule, "out"), "out", tree);
            assertThat(store.register(request).outputs()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'maxSize': 100}|path '%s' is too large at 144 bytes; limit is 100 bytes",
                "{'maxClosureSize': 143}|closure of path '%s' is too large at 144 bytes; limit is"
                        + " 143 bytes",
                "{'allowedReferences': []}|output '%s' is not allowed to refer to the following"
                        + " paths",
                "{'allowedRequisites': []}|output '%s' is not allowed to"
                        + " refer to the following paths",
            })
    void checksOfStructuredAttributesAreHeld(String checks, String message) {
        String json = "{'outputChecks': {'out': " + checks + "}}";
        Map<String, String> env = Map.of("__json", json.replace('\'', '"'));
        Problem problem =
                problem(
                        store.request(
                                Store.derivation(env, "out"), "out", MemoryTree.file(OUT.hash())));
        assertThat(problem.what()).isEqualTo(message.formatted(OUT));
    }

    @Test
    void discardedReferencesAreNotRecorded() throws Exception {
        StorePath dep = store.input("dep", "discarded");
        Map<String, String> env =
                Map.of("__json", "{\"unsafeDiscardReferences\": {\"out\": true}}");
        Registered result =
                store.register(
                        store.request(
                                Store.derivation(env, "out"), "out", MemoryTree.file("" + dep)));
        assertThat(store.references(result.outputs().get("out"))).isEmpty();
    }

    @Test
    void wordThatIsNoReferenceIsRefused() {
        Map<String, String> rule = Map.of("allowedReferences", "oops");
        assertThat(problem(store.request(Store.derivation(rule, "out"), "out", EMPTY)).what())
                .isEqualTo("derivation contains an illegal reference specifier 'oops'");
    }

    @ParameterizedTest
    @CsvSource({
        "sha256,5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
        "sha1,f572d396fae9206628714fb2ce00f72e94f2258f",
        "md5,b1946ac92492d2347c6235b4d2611184",
    })
    void fixedFileGoesToItsOwnPath(String algorithm, String hash) throws Exception {
        Registered result =
                store.register(
                        fixed(Output.Method.FLAT, algorithm, hash, MemoryTree.file("hello\n")));
        StorePath real = StorePaths.fixed("hello-2.10", false, algorithm, hash);
        assertThat(result.outputs()).containsEntry("out", real);
        assertThat(result.placement()).isEqualTo(new Placement.Fixed());
        assertThat(store.references(real)).isEmpty();
    }

    @Test
    void fixedTreeGoesToItsOwnPath() throws Exception {
        FileTree tree = MemoryTree.directory("x", MemoryTree.program("fixed"));
        String hash = NarFacts.of(tree).hash().hex();
        Registered result = store.register(fixed(Output.Method.RECURSIVE, "sha256", hash, tree));
        StorePath real = StorePaths.fixed("hello-2.10", true, "sha256", hash);
        assertThat(result.outputs()).containsEntry("out", real);
        assertThat(store.references(real)).isEmpty();
    }

    @Test
    void fixedOutputWithAnotherHashIsRefused() {
        Problem problem =
                problem(
                        fixed(
                                Output.Method.FLAT,
                                "sha256",
                                "00".repeat(32),
                                MemoryTree.file("hello\n")));
        assertThat(problem.what())
                .isEqualTo("hash mismatch in fixed-output derivation '" + Store.DRV + "'");
        assertThat(problem.why())
                .isEqualTo(
                        """
                        \s specified: sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
                             got:    sha256-WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgM=""");
    }

    @Test
    void flatFixedOutputMustBeAPlainFile() {
        String hash = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
        for (FileTree tree : List.of(EMPTY, MemoryTree.program("hello\n"))) {
            assertThat(problem(fixed(Output.Method.FLAT, "sha256", hash, tree)).what())
                    .endsWith(
                            "should be a non-executable regular file since recursive hashing is"
                                    + " not enabled (outputHashMode=flat)");
        }
    }

    @Test
    void fixedOutputMustNotNameStorePaths() {
        StorePath dep = store.input("dep", "not in fixed outputs");
        String hash = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
        assertThat(
                        problem(
                                        fixed(
                                                Output.Method.FLAT,
                                                "sha256",
                                                hash,
                                                MemoryTree.file("" + dep)))
                                .what())
                .isEqualTo(
                        "fixed-output derivations must not reference store paths: '%s' references"
                                + " 1 distinct paths, e.g. '%s'",
                        Store.DRV, dep);
    }

    @Test
    void resultThatStaysStaleIsRefusedUnlessThatIsAccepted() throws Exception {
        FileTree tree = MemoryTree.directory("a.jar", MemoryTree.file(jar("" + OUT)));
        ResultRequest request = store.request(Store.derivation(Map.of(), "out"), "out", tree);
        Problem problem = problem(request);
        assertThat(problem.why()).matches("  out: a.jar at \\d+: in the packed archive member x");
        assertThat(problem.fix()).contains("--accept-stale");

        Registered result = store.register(accepting(request));
        assertThat(result.stale())
                .extracting(Stale::file, Stale::why)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "a.jar", "in the packed archive member x"));
    }

    private Problem problem(ResultRequest request) {
        return catchThrowableOfType(Problem.class, () -> store.register(request));
    }

    private static ResultRequest with(ResultRequest request, BuiltOutput output) {
        return new ResultRequest(
                request.drvPath(),
                request.derivation(),
                List.of(output),
                request.inputs(),
                request.acceptStale(),
                request.mover());
    }

    private static ResultRequest accepting(ResultRequest request) {
        return new ResultRequest(
                request.drvPath(),
                request.derivation(),
                request.outputs(),
                request.inputs(),
                true,
                request.mover());
    }

    private ResultRequest fixed(
            Output.Method method, String algorithm, String hash, FileTree tree) {
        StorePath real =
                StorePaths.fixed("hello-2.10", method == Output.Method.RECURSIVE, algorithm, hash);
        TreeMap<String, Output> outputs = new TreeMap<>();
        outputs.put("out", new Output.Fixed(real, method, algorithm, hash));
        StableDerivation derivation =
                StableDerivation.of(Store.derivation(outputs, Map.of()), Store.DRV);
        return store.request(derivation, "out", tree);
    }

    private static byte[] jar(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("x"));
            zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}
