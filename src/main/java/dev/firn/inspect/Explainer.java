package dev.firn.inspect;

import dev.firn.build.reason.Reasons;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.Precedents;
import dev.firn.cache.StepRecord;
import dev.firn.inspect.Explanation.Compared;
import dev.firn.key.KeyChange;
import dev.firn.key.KeyPart.Kind;
import dev.firn.key.KeyParts;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerId;
import dev.firn.store.LayerPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares the keys of a recorded build with those of the earlier layers that were nearest then.
///
/// @param build the record
public record Explainer(CacheDirectory cache, BuildRecord build) {

    public Explanation explain(List<StepRecord> steps) throws IOException {
        List<Explanation.Step> explained = new ArrayList<>();
        for (StepRecord step : steps) {
            explained.add(explain(step));
        }
        return new Explanation(build.name(), build.started(), explained);
    }

    private Explanation.Step explain(StepRecord step) throws IOException {
        if (step.against().isEmpty()) {
            return new Explanation.Step(step, new Compared.Nothing(), List.of());
        }
        LayerId id = step.against().get();
        List<KeyParts> earlier = Precedents.parts(cache, id);
        Optional<BuildRecord> builder = Precedents.builder(cache, id);
        if (earlier.isEmpty() || builder.isEmpty()) {
            return new Explanation.Step(step, new Compared.RemovedLayer(id.value()), List.of());
        }
        Compared compared = new Compared.EarlierLayer(id.value(), builder.get().started());
        Optional<KeyParts> then = Reasons.ofStep(earlier, step.name());
        Optional<KeyParts> now = Reasons.ofStep(parts(step), step.name());
        List<KeyChange> changes = new ArrayList<>();
        if (then.isPresent() && now.isPresent()) {
            changes.addAll(KeyChange.between(then.get(), now.get()));
            boolean onGround =
                    now.get().parts().stream()
                            .anyMatch(
                                    part ->
                                            part.kind() == Kind.PARENT
                                                    && part.value().equals(ground()));
            if (onGround) {
                changes.addAll(KeyChange.between(builder.get().ground(), build.ground()));
            }
            changes.removeIf(change -> change.kind() == Kind.PARENT);
        }
        return new Explanation.Step(step, compared, changes);
    }

    private String ground() {
        return build.ground().key().hex();
    }

    /// The parts lie beside the log, also of a run that has no layer of its own.
    private static List<KeyParts> parts(StepRecord step) {
        if (step.log().isEmpty()) {
            return List.of();
        }
        Path log = Path.of(step.log().get());
        return Precedents.parts(new LayerPaths(log.resolveSibling(".").normalize()));
    }
}
