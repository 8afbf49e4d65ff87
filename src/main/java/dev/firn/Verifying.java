package dev.firn;

import dev.firn.cli.request.VerifyRequest;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.NixSettings;
import dev.firn.nix.eval.CleanBuild;
import dev.firn.nix.eval.Evaluator;
import dev.firn.nix.eval.Installable;
import dev.firn.nix.path.StorePath;
import dev.firn.store.CacheDirectory;
import dev.firn.verify.Verification;
import dev.firn.verify.Verifier;
import dev.firn.verify.VerifyEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// From what the user names to the comparison of its result.
record Verifying(
        Map<String, String> environment, CacheDirectory cache, Consumer<VerifyEvent> events) {

    Verifying {
        environment = Map.copyOf(environment);
    }

    Verification verify(VerifyRequest request) throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Optional<StorePath> drvPath = Optional.empty();
        if (request.named().isPresent()) {
            Installable installable = Building.installable(request.named().get());
            events.accept(new VerifyEvent.Evaluating(installable.toString()));
            Consumer<String> said = line -> events.accept(new VerifyEvent.EvaluationMessage(line));
            Evaluator evaluator = new Evaluator(environment, here, said);
            drvPath = Optional.of(evaluator.instantiate(installable, request.nixOptions()));
        }
        CleanBuild nix =
                new CleanBuild(
                        environment,
                        here,
                        request.nixOptions(),
                        request.logs(),
                        line -> events.accept(new VerifyEvent.NixMessage(line)));
        try (NixDaemon daemon = NixDaemon.connect(NixSettings.of(environment), event -> {})) {
            return new Verifier(cache, daemon, nix, events).verify(drvPath);
        }
    }
}
