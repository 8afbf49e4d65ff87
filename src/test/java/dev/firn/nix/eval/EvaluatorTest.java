package dev.firn.nix.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class EvaluatorTest {

    private static final String PACKAGES =
            """
            { suffix ? "", system ? "x86_64-linux" }:
            let make = name: derivation {
              name = name + suffix; inherit system; builder = "/bin/sh"; outputs = [ "out" "dev" ];
            };
            in { one = make "one"; two = make "two"; number = 1;
                 wrong = throw "no luck today"; endless = let f = x: f (x + 1); in f 0; }
            """;

    private static final String FLAKE =
            """
            { outputs = _: let all = import ./default.nix { }; in {
                packages.x86_64-linux = { inherit (all) one wrong; default = all.two; };
                legacyPackages.x86_64-linux.old = all.one;
                inherit (all) two number;
              };
            }
            """;

    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @EnumSource
    void attributeOfAFileIsOneDerivation(NixRelease release) {
        Evaluator evaluator = evaluator(release);

        assertThat(evaluator.instantiate(file("default.nix", "one"), List.of()).name())
                .isEqualTo("one.drv");
        assertThat(evaluator.instantiate(file(".", "two.dev"), List.of()).name())
                .isEqualTo("two.drv");
        assertThat(messages).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void argumentsArePassedOn(NixRelease release) {
        List<String> options = List.of("--argstr", "suffix", "-x", "--arg", "system", "\"m\"");

        StorePath derivation = evaluator(release).instantiate(file(".", "one"), options);

        assertThat(derivation.name()).isEqualTo("one-x.drv");
    }

    @ParameterizedTest
    @EnumSource
    void expressionIsOneDerivation(NixRelease release) {
        Evaluator evaluator = evaluator(release);
        StorePath byFile = evaluator.instantiate(file(".", "one"), List.of());

        assertThat(
                        evaluator.instantiate(
                                new Installable.Expression(
                                        "import ./default.nix { }", Optional.of("one")),
                                List.of()))
                .isEqualTo(byFile);
        assertThat(
                        evaluator.instantiate(
                                new Installable.Expression(
                                        "(import ./. { }).one", Optional.empty()),
                                List.of()))
                .isEqualTo(byFile);
    }

    @ParameterizedTest
    @EnumSource
    void flakeReferenceIsOneDerivation(NixRelease release) {
        Evaluator evaluator = evaluator(release);

        assertThat(flake(evaluator, ".").name()).isEqualTo("two.drv");
        assertThat(flake(evaluator, ".#one").name()).isEqualTo("one.drv");
        assertThat(flake(evaluator, ".#old")).isEqualTo(flake(evaluator, ".#one"));
        assertThat(flake(evaluator, ".#two").name()).isEqualTo("two.drv");
    }

    @ParameterizedTest
    @EnumSource
    void derivationFileIsItself(NixRelease release) {
        StorePath one = flake(evaluator(release), ".#one");
        NixUser user = NixHost.of(release).asUser();
        user.run("ln", "-sfn", one.toString(), "link.drv").orFail();
        String words = one + " " + one + "!dev link.drv /usr/../" + one + " one.drv";

        String said = client(user, words.split(" "));

        assertThat(said)
                .isEqualTo(
                        """
                        %1$s
                        %1$s
                        %1$s
                        %1$s
                        there is no derivation one.drv"""
                                .formatted(one));
    }

    @ParameterizedTest
    @EnumSource
    void errorsOfNixAreShownAsTheyAre(NixRelease release) {
        Evaluator evaluator = evaluator(release);

        Problem thrown = problem(evaluator, file(".", "wrong"));
        assertThat(thrown.kind()).isEqualTo(Problem.Kind.INPUTS);
        assertThat(thrown.what()).isEqualTo("Nix cannot evaluate . -A wrong");
        assertThat(String.join("\n", messages)).contains("no luck today");

        messages.clear();
        problem(evaluator, file(".", "three"));
        assertThat(String.join("\n", messages)).contains("attribute 'three'");

        messages.clear();
        problem(evaluator, new Installable.Flake(".#three"));
        assertThat(String.join("\n", messages)).contains("does not provide attribute");

        messages.clear();
        problem(evaluator, new Installable.Flake(".#number"));
        assertThat(messages).isNotEmpty();

        messages.clear();
        problem(evaluator, new Installable.Expression("let", Optional.empty()));
        assertThat(String.join("\n", messages)).contains("syntax error");
    }

    @ParameterizedTest
    @EnumSource
    void severalDerivationsAreListed(NixRelease release) {
        Evaluator evaluator = evaluator(release);
        StorePath one = flake(evaluator, ".#one");
        StorePath two = flake(evaluator, ".#two");
        Installable both =
                new Installable.Expression(
                        "let all = import ./. { }; in { inherit (all) one two; }",
                        Optional.empty());

        Problem problem = problem(evaluator, both);

        assertThat(problem.what()).isEqualTo("the expression is 2 derivations");
        assertThat(problem.why()).contains(one.toString(), two.toString());
        assertThat(problem.fix()).isEqualTo("name one with -A ATTR, or by its .drv");
        assertThat(problem(evaluator, new Installable.Expression("{ }", Optional.empty())).what())
                .isEqualTo("the expression contains no derivation");
    }

    @ParameterizedTest
    @EnumSource
    void missingFilesAreToldWithoutNix(NixRelease release) {
        Evaluator evaluator = evaluator(release);

        assertThat(problem(evaluator, file("nowhere.nix", "x")).what())
                .isEqualTo("there is no file nowhere.nix");
        assertThat(problem(evaluator, file("/usr", "x")).what())
                .isEqualTo("there is no default.nix in /usr");
        assertThat(problem(evaluator, new Installable.DerivationFile("gone.drv!out")).what())
                .isEqualTo("there is no derivation gone.drv");
        assertThat(problem(evaluator, new Installable.Flake("gone.drv^dev")).what())
                .isEqualTo("there is no derivation gone.drv");
        assertThat(problem(evaluator, new Installable.DerivationFile("default.nix")).what())
                .isEqualTo("default.nix is not a derivation in the Nix store");
    }

    @ParameterizedTest
    @EnumSource
    void interruptEndsNix(NixRelease release) {
        Evaluator evaluator = evaluator(release);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> evaluator.instantiate(file(".", "endless"), List.of()))
                .isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(each -> each.info().commandLine().orElse("").contains("endless"));
    }

    /// Runs [EvaluatingClient] on the host, where the store is.
    private static String client(NixUser user, String... paths) {
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-cp"));
        command.add(
                user.checkout().resolve("target/classes")
                        + ":"
                        + user.checkout().resolve("target/test-classes"));
        command.add(EvaluatingClient.class.getName());
        command.addAll(List.of(paths));
        return user.run(command.toArray(String[]::new)).orFail();
    }

    private Evaluator evaluator(NixRelease release) {
        NixUser user = NixHost.of(release).asUser();
        user = user.in(user.home().resolve("project"));
        user.write("default.nix", PACKAGES);
        user.write("flake.nix", FLAKE);
        SortedMap<String, String> environment = user.environment();
        environment.merge("PATH", user.programs().toString(), (old, ours) -> ours + ":" + old);
        return new Evaluator(environment, user.home().resolve("project"), messages::add);
    }

    private static Installable file(String file, String attribute) {
        return new Installable.NixFile(file, Optional.of(attribute));
    }

    private static StorePath flake(Evaluator evaluator, String reference) {
        return evaluator.instantiate(new Installable.Flake(reference), List.of());
    }

    private static Problem problem(Evaluator evaluator, Installable installable) {
        Problem problem =
                catchThrowableOfType(
                        Problem.class, () -> evaluator.instantiate(installable, List.of()));
        assertThat(problem).as("problem of %s", installable).isNotNull();
        return problem;
    }
}
