package dev.firn;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.PackageName;
import dev.firn.cli.action.Housekeeping;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.keep.DuRequest;
import dev.firn.cli.request.keep.GcRequest;
import dev.firn.cli.request.keep.PinRequest;
import dev.firn.cli.request.keep.UnpinRequest;
import dev.firn.config.UserFile;
import dev.firn.gc.Amount;
import dev.firn.gc.Census;
import dev.firn.gc.Collected;
import dev.firn.gc.Collector;
import dev.firn.gc.Limits;
import dev.firn.gc.Pin;
import dev.firn.gc.Pins;
import dev.firn.gc.Usage;
import dev.firn.history.History;
import dev.firn.history.State;
import dev.firn.history.StepName;
import dev.firn.problem.Problem;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps the cache in order, as the user asks.
///
/// @param environment of the user
record Keeping(Map<String, String> environment, Clock clock, CachePlace places)
        implements Housekeeping {

    @Override
    public Collected gc(GcRequest request) throws IOException {
        try (CacheDirectory cache = places.enter(request.settings())) {
            Limits limits = limits(request, Files.getFileStore(cache.root()).getTotalSpace());
            Collector collector = new Collector(cache, clock);
            return request.dryRun() ? collector.foresee(limits) : collector.collect(limits);
        }
    }

    private Limits limits(GcRequest request, long disk) {
        Limits limits = request.all() ? Limits.nothing() : UserFile.of(environment, disk).limits();
        if (request.maximum().isPresent()) {
            limits = limits.withMaximum(Amount.size("--max", request.maximum().get(), disk));
        }
        if (request.free().isPresent()) {
            limits = limits.withFree(Amount.size("--free", request.free().get(), disk));
        }
        if (request.reserved().isPresent()) {
            limits = limits.withReserved(Amount.size("--reserved", request.reserved().get(), disk));
        }
        if (request.age().isPresent()) {
            limits = limits.withAge(UserFile.age("--older-than", request.age().get()));
        }
        if (request.keepBuilds().isPresent()) {
            limits = limits.withKeepBuilds(number(request.keepBuilds().get()));
        }
        return limits;
    }

    private static int number(String word) {
        try {
            int number = Integer.parseInt(word);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new Problem(
                Problem.Kind.USAGE,
                "--keep-builds is a number of builds",
                "not '" + word + "'",
                "--keep-builds 3");
    }

    @Override
    public Usage du(DuRequest request) throws IOException {
        try (CacheDirectory cache = places.enter(request.settings())) {
            Optional<PackageName> only = request.packageName().map(PackageName::ofDerivation);
            return Usage.of(cache, Census.take(cache), request.by(), only);
        }
    }

    @Override
    public Pin pin(PinRequest request) throws IOException {
        try (CacheDirectory cache = places.enter(request.settings())) {
            History history = new History(cache);
            BuildRecord build = history.build(request.build());
            State state = history.state(build, StepName.parse(request.step()));
            Optional<LayerId> top = state.chain().topId();
            if (top.isEmpty()) {
                throw new Problem(
                        Problem.Kind.USAGE,
                        state.name() + " stands on nothing that could be kept",
                        "",
                        "name a later state: firn ls");
            }
            Pin pin = new Pin(top.get(), build.id(), build.name(), state.name());
            new Pins(cache).add(pin);
            return pin;
        }
    }

    @Override
    public List<Pin> pins(Settings settings) throws IOException {
        try (CacheDirectory cache = places.look(settings)) {
            return new Pins(cache).all();
        }
    }

    @Override
    public List<Pin> unpin(UnpinRequest request) throws IOException {
        try (CacheDirectory cache = places.enter(request.settings())) {
            Pins pins = new Pins(cache);
            List<Pin> going = new ArrayList<>();
            for (Pin pin : pins.all()) {
                if (request.word().isEmpty() || isMeant(pin, request)) {
                    going.add(pin);
                }
            }
            if (going.isEmpty()) {
                throw new Problem(
                        Problem.Kind.USAGE,
                        request.word()
                                .map(word -> word + " is not pinned")
                                .orElse("nothing is pinned"),
                        "",
                        "see what is: firn pin");
            }
            for (Pin pin : going) {
                pins.remove(pin.layer());
            }
            return going;
        }
    }

    /// By layer, or by step or state, in all builds or the one that is named.
    private static boolean isMeant(Pin pin, UnpinRequest request) {
        String word = request.word().orElseThrow();
        boolean build =
                request.build().isEmpty()
                        || pin.build().startsWith(request.build().get())
                        || pin.name().equals(request.build().get())
                        || PackageName.ofDerivation(pin.name())
                                .value()
                                .equals(request.build().get());
        String step = pin.state().substring(0, Math.max(0, pin.state().indexOf('@')));
        return build
                && (pin.state().equals(word)
                        || step.equals(word)
                        || (word.length() >= 4 && pin.layer().value().startsWith(word)));
    }
}
