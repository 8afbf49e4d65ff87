package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Nix builds in one go, firn builds phase by phase, to the same bytes.
class SameAsNixTest {

    @TempDir static Path shared;
    private static ThisMachine machine;

    @BeforeAll
    static void enter() throws IOException {
        machine = new ThisMachine(shared);
    }

    /// Every package that Nix can build, but for one that is there to show what is hidden.
    static List<String> packages() throws IOException {
        String expression =
                """
                builtins.attrNames (removeAttrs
                  (import %1$s/packages.nix { })
                  (builtins.attrNames (import %1$s/refusals.nix { bare = null; })))
                """
                        .formatted(ThisMachine.PACKAGES.getParent());
        ThisMachine any = new ThisMachine(Files.createTempDirectory(shared, "names"));
        String json = any.run("nix-instantiate", "--eval", "--json", "-E", expression).orFail();
        List<String> names = new ArrayList<>(List.of("succeedOnFailure"));
        for (JsonElement name : JsonParser.parseString(json).getAsJsonArray()) {
            names.add(name.getAsString());
        }
        names.remove("sighted");
        return names;
    }

    @ParameterizedTest
    @MethodSource("packages")
    void builtInPhasesIsBuiltInOneGo(String attribute) throws IOException {
        sameAndThenCached(attribute);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "structured",
                "exitEarly",
                "exitHooks",
                "extraPhases",
                "ownBuilder",
                "background",
                "leaks",
                "buildCommand"
            })
    void oldEnvironmentIsFollowedToo(String attribute) throws IOException {
        sameAndThenCached(attribute, "--arg", "old", "true");
    }

    private static void sameAndThenCached(String attribute, String... more) throws IOException {
        Report first = machine.build(attribute, more).orFail();
        Sameness.check(first.results(), machine.nixBuild(attribute, more), machine);

        Report second = machine.build(attribute, more).orFail();

        assertThat(second.firstThatRan()).isEqualTo("none");
        assertThat(second.results()).isEqualTo(first.results());
        Traces.assertNone(machine.cache());
    }
}
