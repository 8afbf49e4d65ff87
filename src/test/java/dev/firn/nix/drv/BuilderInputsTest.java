package dev.firn.nix.drv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares with what the installed Nix hands a builder, byte for byte.
class BuilderInputsTest {

    @TempDir private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "graph", "structured", "structuredGraph"})
    void builderIsHandedWhatNixHandsIt(String attribute) throws Exception {
        RealNix nix = new RealNix(dir);
        StorePath drv = nix.instantiate(attribute);
        nix.build(drv, 0);
        Derivation derivation = nix.derivation(drv);
        BuilderInputs.Settings settings =
                new BuilderInputs.Settings(3, Map.of(), nix.graphSaysValid());

        StableDerivation exact = StableDerivation.exact(derivation, drv);
        BuilderInputs ours = BuilderInputs.of(exact, settings, nix);
        String out = String.valueOf(exact.scratch().get("out"));
        assertThat(ours.env()).isEqualTo(env(Files.readAllBytes(nix.file(out + "/environ"))));
        assertThat(ours.argv()).isEqualTo(strings(Files.readAllBytes(nix.file(out + "/cmdline"))));
        assertThat(texts(ours.files())).isEqualTo(filesIn(nix.file(out + "/build")));
        assertThat(ours.executable()).isEqualTo("/bin/bash");

        StableDerivation stable = StableDerivation.of(derivation, drv);
        BuilderInputs moved = BuilderInputs.of(stable, settings, nix);
        assertThat(back(moved.env(), stable, exact)).isEqualTo(ours.env());
        assertThat(back(texts(moved.files()), stable, exact)).isEqualTo(texts(ours.files()));
        assertThat(moved.argv()).isEqualTo(ours.argv());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "fixedStructured"})
    void fixedOutputDerivationHasItsImpureVariables(String attribute) throws Exception {
        RealNix nix = new RealNix(dir);
        StorePath drv = nix.instantiate(attribute);
        List<String> log = nix.build(drv, 1);
        String shown =
                log.stream().filter(line -> line.startsWith("ENV:")).findFirst().orElseThrow();
        byte[] environ = Base64.getDecoder().decode(shown.substring(4).strip());

        StableDerivation exact = StableDerivation.exact(nix.derivation(drv), drv);
        Map<String, String> impure = Map.of("FIRN_TEST_SET", "some value", "OTHER", "x");
        BuilderInputs.Settings settings = new BuilderInputs.Settings(3, impure, false);
        assertThat(BuilderInputs.of(exact, settings, nix).env()).isEqualTo(env(environ));
    }

    @Test
    void graphOfWhatIsNoInputIsRefused() throws IOException {
        StorePath path = new StorePath("0".repeat(32), "x");
        refusesGraph("one " + path, path + " is not an input");
        refusesGraph("one", "a file name has no path after it");
        refusesGraph("../one " + path, "'../one' cannot be the name of a file");
        refusesGraph(".attrs.sh " + path, "'.attrs.sh' cannot be the name of a file");
        refusesGraph("one /etc/passwd", "'/etc/passwd' is not a store path");
    }

    private void refusesGraph(String wanted, String why) throws IOException {
        Derivation plain = DrvFixture.derivation("plain");
        SortedMap<String, String> env = new TreeMap<>(plain.env());
        env.put("exportReferencesGraph", wanted);
        Derivation asking =
                new Derivation(
                        plain.outputs(),
                        plain.inputDrvs(),
                        plain.inputSrcs(),
                        plain.system(),
                        plain.builder(),
                        plain.args(),
                        env);
        StorePath drv = new StorePath("0".repeat(32), "plain-1.0.drv");
        StableDerivation stable = StableDerivation.of(asking, drv);
        BuilderInputs.Settings settings = new BuilderInputs.Settings(1, Map.of(), false);
        assertThatThrownBy(() -> BuilderInputs.of(stable, settings, new RealNix(dir)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(why);
    }

    /// Nix before 2.15 names the build directory of the host in two variables.
    private static SortedMap<String, String> env(byte[] environ) {
        SortedMap<String, String> env = new TreeMap<>();
        for (String variable : strings(environ)) {
            int equals = variable.indexOf('=');
            String name = variable.substring(0, equals);
            String value = variable.substring(equals + 1);
            if (name.startsWith("NIX_ATTRS_")) {
                value = "/build" + value.substring(value.lastIndexOf('/'));
            }
            env.put(name, value);
        }
        return env;
    }

    private static List<String> strings(byte[] zeroTerminated) {
        String text = new String(zeroTerminated, StandardCharsets.ISO_8859_1);
        List<String> strings = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\0'); end >= 0; end = text.indexOf('\0', start)) {
            strings.add(text.substring(start, end));
            start = end + 1;
        }
        return strings;
    }

    private static SortedMap<String, String> texts(Map<String, byte[]> files) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            texts.put(file.getKey(), new String(file.getValue(), StandardCharsets.ISO_8859_1));
        }
        return texts;
    }

    private static SortedMap<String, String> filesIn(Path dir) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
            for (Path file : entries) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return texts(files);
    }

    private static SortedMap<String, String> back(
            Map<String, String> values, StableDerivation stable, StableDerivation exact) {
        SortedMap<String, String> mapped = new TreeMap<>();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String value = entry.getValue();
            for (Map.Entry<String, StorePath> output : stable.scratch().entrySet()) {
                StorePath real = exact.scratch().getOrDefault(output.getKey(), output.getValue());
                value = value.replace(output.getValue().toString(), real.toString());
            }
            mapped.put(entry.getKey(), value);
        }
        return mapped;
    }
}
