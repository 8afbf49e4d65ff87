package dev.firn.nix.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class NixDaemonBuildTest {

    private final List<DaemonEvent> events = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @EnumSource
    void buildTellsWhatItDoesLineByLine(NixRelease release) {
        NixHost host = NixHost.of(release);
        StorePath drv = derivation(host, "chatty", "echo one; echo tw\u00f6; echo done > $out");
        try (NixDaemon daemon = connect(host, events::add)) {
            List<String> wanted = List.of(drv + "!out");
            StorePath out = daemon.outputMap(drv).get("out");
            assertThat(daemon.missing(wanted).build()).containsExactly(drv);

            daemon.buildPaths(wanted);

            assertThat(daemon.missing(wanted).nothing()).isTrue();
            assertThat(daemon.isValid(out)).isTrue();
            assertThat(daemon.pathInfo(out).orElseThrow().deriver()).contains(drv);
        }
        DaemonEvent.ActivityStarted build = build();
        assertThat(build.fields().get(0)).isEqualTo(drv.toString());
        assertThat(build.text()).contains("building '" + drv + "'");
        assertThat(events)
                .containsSubsequence(
                        build,
                        new DaemonEvent.BuildLogLine(build.id(), "one"),
                        new DaemonEvent.BuildLogLine(build.id(), "tw\u00f6"),
                        new DaemonEvent.ActivityStopped(build.id()));
        assertThat(events).anyMatch(DaemonEvent.Progress.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource
    void failedBuildIsAnErrorInNixsWords(NixRelease release) {
        NixHost host = NixHost.of(release);
        StorePath drv = derivation(host, "failing", "echo no way; exit 3");
        try (NixDaemon daemon = connect(host, events::add)) {
            assertThatThrownBy(() -> daemon.buildPaths(List.of(drv + "!out")))
                    .isInstanceOfSatisfying(
                            NixError.class,
                            error -> assertThat(error.plain()).contains(drv.toString()));
            assertThat(daemon.isValid(drv)).isTrue();
        }
        assertThat(events).contains(new DaemonEvent.BuildLogLine(build().id(), "no way"));
    }

    @ParameterizedTest
    @EnumSource
    void daemonKilledInTheMiddleIsAProblemAndNeverAHang(NixRelease release) {
        try (NixHost host = NixHost.start(release, "")) {
            StorePath drv = derivation(host, "endless", "echo started; while :; do :; done");
            Consumer<DaemonEvent> kill =
                    event -> {
                        if (event instanceof DaemonEvent.BuildLogLine) {
                            host.killDaemon();
                        }
                    };
            try (NixDaemon daemon = connect(host, kill)) {
                assertThatThrownBy(() -> daemon.buildPaths(List.of(drv + "!out")))
                        .isInstanceOfSatisfying(
                                Problem.class,
                                problem -> {
                                    assertThat(problem.kind()).isEqualTo(Problem.Kind.HOST);
                                    assertThat(problem.what())
                                            .startsWith("the Nix daemon went away");
                                });
                assertThatThrownBy(() -> daemon.isValid(drv)).isInstanceOf(Problem.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeEndsARequestThatWaits(NixRelease release) {
        NixHost host = NixHost.of(release);
        StorePath drv = derivation(host, "waiting", "echo started; while :; do :; done");
        List<NixDaemon> open = new ArrayList<>();
        Consumer<DaemonEvent> close =
                event -> {
                    if (event instanceof DaemonEvent.BuildLogLine) {
                        open.get(0).close();
                    }
                };
        try (NixDaemon daemon = connect(host, close)) {
            open.add(daemon);
            assertThatThrownBy(() -> daemon.buildPaths(List.of(drv + "!out")))
                    .isInstanceOf(CancellationException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void interruptEndsARequestThatWaits(NixRelease release) {
        NixHost host = NixHost.of(release);
        StorePath drv = derivation(host, "interrupted", "echo started; while :; do :; done");
        Thread waiting = Thread.currentThread();
        Consumer<DaemonEvent> interrupt =
                event -> {
                    if (event instanceof DaemonEvent.BuildLogLine) {
                        waiting.interrupt();
                    }
                };
        try (NixDaemon daemon = connect(host, interrupt)) {
            assertThatThrownBy(() -> daemon.buildPaths(List.of(drv + "!out")))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void failureOfTheListenerEndsTheConversation(NixRelease release) {
        NixHost host = NixHost.of(release);
        StorePath drv = derivation(host, "overheard", "echo secret; echo > $out");
        Consumer<DaemonEvent> broken =
                event -> {
                    throw new IllegalStateException("deaf");
                };
        try (NixDaemon daemon = connect(host, broken)) {
            assertThatThrownBy(() -> daemon.buildPaths(List.of(drv + "!out"))).hasMessage("deaf");
            assertThatThrownBy(() -> daemon.isValid(drv)).hasMessage("deaf");
        }
    }

    private DaemonEvent.ActivityStarted build() {
        for (DaemonEvent event : List.copyOf(events)) {
            if (event instanceof DaemonEvent.ActivityStarted started
                    && started.kind() == ActivityKind.BUILD) {
                return started;
            }
        }
        throw new AssertionError("no build in " + events);
    }

    private static NixDaemon connect(NixHost host, Consumer<DaemonEvent> consumer) {
        NixSettings settings =
                new NixSettings(new DaemonAddress.Socket(host.socket(), false), Optional.empty());
        return NixDaemon.connect(settings, consumer);
    }

    private static StorePath derivation(NixHost host, String name, String script) {
        NixUser user = host.asUser();
        Path file =
                user.write(
                        name + ".nix",
                        """
                        derivation {
                          name = "%s";
                          system = builtins.currentSystem;
                          builder = "/bin/sh";
                          args = [ "-c" "%s" ];
                        }
                        """
                                .formatted(name, script));
        return StorePath.parse(user.run("nix-instantiate", file.toString()).orFail());
    }
}
