package dev.firn;

import dev.firn.build.BuildEvent;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.build.visit.Visitor;
import dev.firn.check.Checked;
import dev.firn.check.Checker;
import dev.firn.check.Meter;
import dev.firn.cli.action.Actions;
import dev.firn.cli.action.Entrances;
import dev.firn.cli.action.Housekeeping;
import dev.firn.cli.action.Looks;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.CheckRequest;
import dev.firn.cli.request.DoctorRequest;
import dev.firn.cli.request.PlanRequest;
import dev.firn.cli.request.VerifyRequest;
import dev.firn.cli.request.enter.ResumeRequest;
import dev.firn.doctor.Doctor;
import dev.firn.doctor.Finding;
import dev.firn.mount.Mounts;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.NixSettings;
import dev.firn.store.CacheDirectory;
import dev.firn.verify.Verification;
import dev.firn.verify.VerifyEvent;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Puts the parts together, each when it is needed.
final class Wiring implements Actions {

    private final Map<String, String> environment;
    private final Clock clock;
    private final CachePlace places;

    Wiring(Map<String, String> environment, Clock clock) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.places = new CachePlace(this.environment);
    }

    @Override
    public void build(BuildRequest request, Visitor visitor, Consumer<BuildEvent> events)
            throws IOException, InterruptedException {
        try (CacheDirectory cache = places.open(request.settings());
                Tidying _ = Tidying.beside(cache, environment, clock, events)) {
            new Building(environment, clock, cache, events).build(request, visitor);
        }
    }

    @Override
    public void resume(ResumeRequest request, Consumer<BuildEvent> events)
            throws IOException, InterruptedException {
        try (CacheDirectory cache = places.enter(request.settings());
                Tidying _ = Tidying.beside(cache, environment, clock, events)) {
            new Building(environment, clock, cache, events).resume(request.build());
        }
    }

    @Override
    public List<Foreseen> plan(PlanRequest request, Consumer<BuildEvent> events)
            throws IOException, InterruptedException {
        try (CacheDirectory cache = places.open(request.settings())) {
            return new Building(environment, clock, cache, events).plan(request);
        }
    }

    @Override
    public Verification verify(VerifyRequest request, Consumer<VerifyEvent> events)
            throws IOException {
        try (CacheDirectory cache = places.enter(request.settings())) {
            return new Verifying(environment, cache, events).verify(request);
        }
    }

    @Override
    public void doctor(DoctorRequest request, Consumer<Finding> findings)
            throws InterruptedException {
        Doctor.examine(places.of(request.settings()), this::greet, environment, findings);
    }

    @Override
    public Checked check(CheckRequest request, Meter meter)
            throws IOException, InterruptedException {
        try (CacheDirectory cache = places.look(request.settings())) {
            Mounts mounts = new Mounts(cache, environment, clock, note -> {});
            Checker checker = new Checker(cache, mounts, meter);
            return request.repair() ? checker.repair() : checker.check();
        }
    }

    private String greet() {
        try (NixDaemon daemon = NixDaemon.connect(NixSettings.of(environment), event -> {})) {
            String trust =
                    switch (daemon.trust()) {
                        case TRUSTED -> ", trusts you";
                        case NOT_TRUSTED -> ", does not trust you (it need not)";
                        case UNKNOWN -> "";
                    };
            return "Nix " + daemon.version() + trust;
        }
    }

    @Override
    public Looks looks() {
        return new Looking(places);
    }

    @Override
    public Entrances entrances() {
        return new Entering(environment, clock, places);
    }

    @Override
    public Housekeeping housekeeping() {
        return new Keeping(environment, clock, places);
    }
}
