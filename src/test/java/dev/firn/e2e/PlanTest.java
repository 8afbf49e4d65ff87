package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `firn plan` and `firn explain`.
class PlanTest {

    @TempDir Path place;
    private ThisMachine machine;

    @BeforeEach
    void enter() throws IOException {
        machine = new ThisMachine(place);
    }

    private String plan(String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of("plan", "-f", ThisMachine.PACKAGES.toString(), "-A", "plain"));
        words.addAll(List.of(more));
        return machine.firn(words.toArray(String[]::new)).orFail();
    }

    @Test
    void planSaysWhatWouldRunAndWhy() {
        machine.build("plain").orFail();

        assertThat(plan("--arg", "edit", "{ postPatch = \"true\"; postInstall = \"true\"; }"))
                .isEqualTo(
                        """
                        unpackPhase        cached
                        patchPhase         runs    postPatch is new
                        configurePhase     follows unless patchPhase gives the same as before
                        buildPhase         follows unless patchPhase gives the same as before
                        checkPhase         follows unless patchPhase gives the same as before
                        installPhase       runs    postInstall is new
                        fixupPhase         follows unless patchPhase gives the same as before
                        installCheckPhase  skipped
                        distPhase          skipped"""
                                .replace("postPatch is new", reasonOf("patchPhase")));
    }

    /// Compilers' variables come into sight with code of the package's own.
    private String reasonOf(String step) {
        String plan = plan("--arg", "edit", "{ postPatch = \"true\"; postInstall = \"true\"; }");
        String line = plan.lines().filter(each -> each.startsWith(step)).findFirst().orElseThrow();
        assertThat(line).contains("postPatch is new");
        return line.replaceFirst(".*runs    ", "");
    }

    @Test
    void planLeavesNoTrace() throws IOException {
        machine.build("plain").orFail();
        SortedMap<String, String> before = cache();

        plan("--arg", "edit", "{ postPatch = \"true\"; }");
        plan();

        assertThat(cache()).isEqualTo(before);
    }

    @Test
    void planForAProgramSaysTheSame() {
        machine.build("plain").orFail();

        assertThat(plan("--json", "--arg", "edit", "{ postPatch = \"true\"; }"))
                .contains(
                        "\"name\":\"unpackPhase\",\"would\":\"reuse\"",
                        "\"name\":\"patchPhase\",\"would\":\"run\"",
                        "\"would\":\"follow\",\"after\":\"patchPhase\","
                                + "\"reason\":\"unless patchPhase gives the same as before\"",
                        "\"name\":\"distPhase\",\"would\":\"skip\"");
    }

    @Test
    void planOfWhatWasNeverBuiltRunsEverything() {
        assertThat(plan("--json")).contains("\"would\":\"run\",\"reason\":\"never built\"");
    }

    @Test
    void explanationShowsOldAndNew() {
        machine.build("plain", "--arg", "edit", "{ postInstall = \"echo a > $out/x\\ntrue\"; }")
                .orFail();
        machine.build("plain", "--arg", "edit", "{ postInstall = \"echo b > $out/x\\ntrue\"; }")
                .orFail();

        assertThat(machine.firn("explain", "installPhase").orFail())
                .containsPattern(
                        """
                        installPhase ran
                          postInstall changed
                          compared with layer \\w+ of .*
                          postInstall changed
                            -echo a > .out/x
                            \\+echo b > .out/x
                             true""");
        assertThat(machine.firn("explain", "--json").orFail())
                .contains(
                        "\"kind\":\"variable\",\"name\":\"postInstall\"",
                        "\"before\":\"x = echo a > $out/x\\ntrue\",\"after\":\"x = echo b > $out/x\\ntrue\"");
        assertThat(machine.firn("explain", "buildPhase").orFail()).contains("was cached");
        assertThat(machine.firn("explain", "nope").stderr()).contains("there is no step 'nope'");
    }

    /// Every file of the cache but those that belong to a process, with its time.
    private SortedMap<String, String> cache() throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(machine.cache())) {
            for (Path file : walk.toList()) {
                String name = machine.cache().relativize(file).toString();
                if (!name.startsWith("work") && !name.startsWith("skeletons")) {
                    files.put(
                            name,
                            Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toString());
                }
            }
        }
        return files;
    }
}
