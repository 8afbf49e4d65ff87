package dev.firn.nix.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.eval.CleanBuild.Outcome;
import dev.firn.nix.path.StorePath;
import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What Nix says of a build, through the daemon, in every version.
class CleanBuildTest {

    private static final String FAILING =
            "for i in 1 2 3 4 5 6 7 8 9; do echo line $i; done; exit 3";

    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @EnumSource
    void sameContentIsNoDifference(NixRelease release) {
        StorePath drvPath = instantiate(release, make("steady", "echo a loud word; echo > $out"));

        assertThat(quiet(release).build(drvPath)).isEqualTo(new Outcome.Built());
        assertThat(quiet(release).check(drvPath)).isEqualTo(new Outcome.Built());
        assertThat(messages).isNotEmpty().noneMatch(line -> line.contains("a loud word"));
    }

    @ParameterizedTest
    @EnumSource
    void otherContentIsADifference(NixRelease release) {
        String text = "read line < /proc/sys/kernel/random/uuid; echo $line > $out";
        StorePath drvPath = instantiate(release, make("random", text));

        assertThat(quiet(release).build(drvPath)).isEqualTo(new Outcome.Built());
        assertThat(quiet(release).check(drvPath)).isInstanceOf(Outcome.Differs.class);
        assertThat(messages).noneMatch(line -> line.contains("deterministic"));
    }

    @ParameterizedTest
    @EnumSource
    void failureComesWithTheEndOfTheLog(NixRelease release) {
        StorePath drvPath = instantiate(release, make("failing", FAILING));

        Outcome outcome = quiet(release).build(drvPath);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.ofInput()).isFalse();
                            assertThat(failed.error()).contains("> line 9");
                        });
        assertThat(messages).noneMatch(line -> line.contains("line 9"));
    }

    @ParameterizedTest
    @EnumSource
    void failureOfAnInputIsTold(NixRelease release) {
        String text = "echo ${" + make("below", FAILING) + "} > $out";
        StorePath drvPath = instantiate(release, make("above", text));

        assertThat(quiet(release).build(drvPath))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.ofInput()).as(failed.error()).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void logIsPassedOnWhenItIsWanted(NixRelease release) {
        StorePath drvPath = instantiate(release, make("failing", FAILING));

        assertThat(build(release, true).build(drvPath)).isEqualTo(new Outcome.Failed("", false));
        assertThat(messages).anyMatch(line -> line.endsWith("line 1"));
    }

    private static String make(String name, String text) {
        return """
               (derivation {
                 name = "%s"; system = builtins.currentSystem; builder = "/bin/sh";
                 args = [ "-c" "%s" ];
               })
               """
                .formatted(name, text);
    }

    private StorePath instantiate(NixRelease release, String expression) {
        NixUser user = NixHost.of(release).asUser();
        return StorePath.parse(user.run("nix-instantiate", "-E", expression).orFail());
    }

    private CleanBuild quiet(NixRelease release) {
        return build(release, false);
    }

    private CleanBuild build(NixRelease release, boolean logs) {
        NixUser user = NixHost.of(release).asUser();
        SortedMap<String, String> environment = user.environment();
        environment.put("PATH", user.programs() + ":" + environment.get("PATH"));
        List<String> options =
                List.of("--arg", "--option", "x", "--option", "cores", "1", "-I", "n");
        return new CleanBuild(environment, user.home(), options, logs, messages::add);
    }
}
