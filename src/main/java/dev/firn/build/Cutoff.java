package dev.firn.build;

import dev.firn.bash.Merge;
import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import dev.firn.build.step.StepEffect;
import dev.firn.cache.Precedents;
import dev.firn.cache.Precedents.Precedent;
import dev.firn.linux.PathBytes;
import dev.firn.nix.path.StorePath;
import dev.firn.overlay.LayerComparison;
import dev.firn.overlay.LayerComparison.Side;
import dev.firn.recipe.Plan;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Sealing;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the older layer that a step has made once more: on the same layer, with the same files and
/// the same effect on the state. The older one stands in for the new one then, so that what was
/// built on it is found.
public final class Cutoff {

    /// Written anew at the start of every phase, from what that phase sees. Code that reads it sees
    /// everything.
    private static final Set<String> IGNORED = Set.of(Plan.ENVIRONMENT_DUMP);

    /// As mktemp(1) names files in the build directory.
    private static final Pattern TEMPORARY =
            Pattern.compile("(/build/(?:[^/]+/)*[\\w.-]*\\.)([A-Za-z0-9]{6,12})");

    private Cutoff() {}

    /// What a step has just done.
    ///
    /// @param label of the layer that would be made
    /// @param after the state after it
    record Made(
            String label,
            LayerPaths paths,
            boolean flattened,
            Instant started,
            Instant ended,
            StepEffect effect,
            Set<String> prepended,
            ShellState after) {
        Made {
            prepended = Set.copyOf(prepended);
        }
    }

    /// @param inputs of the build: an older layer that could name others does not count
    static Optional<Layer> find(
            CacheDirectory cache,
            Precedents precedents,
            Standing standing,
            Set<StorePath> inputs,
            Made made)
            throws IOException {
        String step = made.label().split("\\+", 2)[0];
        for (Precedent precedent : precedents.of(step)) {
            Layer older = precedent.layer();
            Sealing sealing = older.record().sealing();
            boolean candidate =
                    sealing.step().equals(made.label())
                            && !sealing.failed()
                            && sealing.key().isPresent()
                            && sealing.forced() == standing.forced()
                            && older.parent().equals(standing.chain().topId())
                            && older.record().flattened() == made.flattened()
                            && !precedent.parts().isEmpty()
                            && inputs.containsAll(Precedents.inputs(precedent.parts()))
                            && cache.hold(older.id())
                            && hasSameEffect(older, standing, made);
            if (candidate) {
                Instant started = sealing.sealed().minus(sealing.took());
                Side old = new Side(older.paths().files(), started, sealing.sealed());
                Side now = new Side(made.paths().files(), made.started(), made.ended());
                if (LayerComparison.areSame(old, now, IGNORED)) {
                    return Optional.of(older);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean hasSameEffect(Layer older, Standing standing, Made made) {
        Optional<StepEffect> effect = StepEffect.read(older.paths().delta());
        if (effect.isEmpty() || effect.get().ends() != made.effect().ends()) {
            return false;
        }
        Merge merge = effect.get().delta().applyTo(standing.before().state(), made.prepended());
        return merge.isClean() && areAlike(merge.state(), older.paths(), made);
    }

    /// Whether two states are the same but for the names of temporary files that are gone: such a
    /// name is another one in every run, and leads nowhere.
    private static boolean areAlike(ShellState before, LayerPaths paths, Made made) {
        ShellState now = made.after();
        if (!before.functions().equals(now.functions())
                || !before.settings().equals(now.settings())
                || !before.variables().keySet().equals(now.variables().keySet())) {
            return false;
        }
        for (Map.Entry<String, Variable> variable : before.variables().entrySet()) {
            Variable old = variable.getValue();
            Variable other = now.variables().getOrDefault(variable.getKey(), old);
            if (!old.equals(other)) {
                Optional<String> template = goneTemporaryFile(old, paths);
                if (template.isEmpty()
                        || !template.equals(goneTemporaryFile(other, made.paths()))
                        || !old.flags().equals(other.flags())) {
                    return false;
                }
            }
        }
        return true;
    }

    /// What mktemp(1) was given to make this name, if there is no such file.
    private static Optional<String> goneTemporaryFile(Variable variable, LayerPaths paths) {
        if (!(variable.value() instanceof Value.Scalar(String text))) {
            return Optional.empty();
        }
        Matcher name = TEMPORARY.matcher(text);
        return name.matches()
                        && !Files.exists(
                                PathBytes.resolve(paths.files(), text.substring(1)),
                                LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(name.group(1) + "X".repeat(name.group(2).length()))
                : Optional.empty();
    }
}
