package dev.firn.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.Firn;
import dev.firn.cli.report.Verifications;
import dev.firn.cli.request.Named;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.VerifyRequest;
import dev.firn.nix.compare.Difference;
import dev.firn.nix.compare.Difference.Side;
import dev.firn.problem.Problem;
import dev.firn.verify.Verification;
import dev.firn.verify.Verification.Reproducible;
import dev.firn.verify.VerifyEvent;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class VerifyCommandTest {

    private static final String DRV = Verifications.DRV;

    @Test
    void identityIsSaidInOneLine() {
        Firn firn = verified(false, Reproducible.UNKNOWN);

        assertThat(firn.run("verify")).isZero();
        assertThat(firn.out()).isEqualTo("identical to a clean build of Nix\n");
        assertThat(firn.err())
                .isEqualTo(
                        """
                        evaluating .#hello
                        warning: tree is dirty
                        building hello with Nix
                        nix> building hello^[[0m
                        comparing
                        """);
    }

    @Test
    void whatNixCannotRepeatIsSaid() {
        Firn firn =
                verified(
                        false,
                        Reproducible.NO,
                        Verifications.difference("a", Verifications.differs(7, 9, 9)));

        assertThat(firn.run("verify")).isEqualTo(1);
        assertThat(firn.err())
                .endsWith("note: Nix has built it twice, and these two builds differ as well\n");
    }

    @Test
    void markOfAForcedBuildIsClearedOrConfirmed() {
        Firn good = verified(true, Reproducible.YES);
        Firn bad =
                verified(
                        true,
                        Reproducible.YES,
                        Verifications.difference("a", new Difference.Missing(Side.OURS)));

        assertThat(good.run("verify")).isZero();
        assertThat(bad.run("verify")).isEqualTo(1);
        assertThat(good.err())
                .endsWith(
                        "the build was forced; its result has been verified, the mark is cleared\n");
        assertThat(bad.err())
                .endsWith("the build was forced, and its result is not that of a clean build\n");
    }

    @Test
    void nothingNamedMeansTheLastResult() {
        assertThat(request("verify"))
                .isEqualTo(new VerifyRequest(usual(), Optional.empty(), List.of(), false));
    }

    @Test
    void sameWordsAsOfABuildNameTheResult() {
        assertThat(request("verify", "-A", "x", "--option", "cores", "1", "-L"))
                .isEqualTo(
                        new VerifyRequest(
                                usual(),
                                Optional.of(new Named.NixFile("./default.nix", Optional.of("x"))),
                                List.of("--option", "cores", "1"),
                                true));
        assertThat(request("verify", ".#x").named()).contains(new Named.Flake(".#x"));
    }

    @Test
    void mistakesAreMendedWithTheSameCommand() {
        Firn firn = new Firn();

        assertThat(firn.run("verify", "x.nix")).isEqualTo(2);
        assertThat(firn.err())
                .isEqualTo("firn: x.nix is a Nix file\n  try: firn verify -f x.nix\n");
    }

    @Test
    void failureOfNixIsToldInItsOwnWords() {
        Firn firn =
                new Firn() {
                    @Override
                    public Verification verify(
                            VerifyRequest request, Consumer<VerifyEvent> events) {
                        throw new Problem(
                                Problem.Kind.RESULT,
                                "Nix cannot build hello",
                                "error: builder failed;\n  > last line",
                                "nix-store --realise " + DRV);
                    }
                };

        assertThat(firn.run("verify")).isEqualTo(1);
        assertThat(firn.err())
                .isEqualTo(
                        """
                        firn: Nix cannot build hello
                          error: builder failed;
                            > last line
                          try: nix-store --realise %s
                        """
                                .formatted(DRV));
    }

    private static Settings usual() {
        return new Settings(Optional.empty(), false);
    }

    private static VerifyRequest request(String... args) {
        Firn firn = verified(false, Reproducible.UNKNOWN);
        firn.run(args);
        assertThat(firn.requests).hasSize(1);
        return (VerifyRequest) firn.requests.getFirst();
    }

    private static Firn verified(boolean forced, Reproducible reproducible, Difference... found) {
        return telling(Verifications.of(forced, reproducible, new TreeSet<>(), found));
    }

    private static Firn telling(Verification verification) {
        return new Firn() {
            @Override
            public Verification verify(VerifyRequest request, Consumer<VerifyEvent> events) {
                requests.add(request);
                events.accept(new VerifyEvent.Evaluating(".#hello"));
                events.accept(new VerifyEvent.EvaluationMessage("warning: tree is dirty"));
                events.accept(new VerifyEvent.Building("hello", false));
                events.accept(new VerifyEvent.NixMessage("building hello\u001b[0m"));
                events.accept(new VerifyEvent.Comparing());
                return verification;
            }
        };
    }
}
