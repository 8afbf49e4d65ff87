package dev.firn.build.reason;

import dev.firn.cache.Pruned;
import dev.firn.key.KeyChange;
import dev.firn.store.LayerId;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Why a step has to run.
public sealed interface Miss {

    /// No build of the package has come to this step.
    record NeverBuilt() implements Miss {}

    /// The user wants every step to run.
    record Unwanted() implements Miss {}

    /// It was run under the same key, and the layer has been removed since.
    ///
    /// @param why if it was to make room
    record Removed(LayerId layer, Optional<Pruned.Note> why) implements Miss {}

    /// It was run under the same key, and failed.
    record FailedBefore(LayerId layer) implements Miss {}

    /// It was run under the same key, on layers that have been made anew since.
    record BelowMadeAnew(LayerId layer) implements Miss {}

    /// Something that the step can see has changed.
    ///
    /// @param against the earlier layer that differs least
    /// @param changes in what the step itself sees
    /// @param below in what all steps share; told for the first step only
    /// @param otherParent whether it stands on another layer than then
    record Changed(
            LayerId against, List<KeyChange> changes, List<KeyChange> below, boolean otherParent)
            implements Miss {
        public Changed {
            changes = List.copyOf(changes);
            below = List.copyOf(below);
        }
    }

    /// How much there is to say: of two answers to one question the one that says less is meant.
    default int weight() {
        return switch (this) {
            case Unwanted() -> 0;
            case Removed(LayerId _, Optional<Pruned.Note> _) -> 0;
            case FailedBefore(LayerId _) -> 0;
            case BelowMadeAnew(LayerId _) -> 0;
            case Changed changed -> 1 + changed.changes().size() + changed.below().size();
            case NeverBuilt() -> Integer.MAX_VALUE;
        };
    }

    /// The earlier layer that was compared with, if there was one.
    default Optional<LayerId> compared() {
        return switch (this) {
            case NeverBuilt() -> Optional.empty();
            case Unwanted() -> Optional.empty();
            case Removed(LayerId layer, Optional<Pruned.Note> _) -> Optional.of(layer);
            case FailedBefore(LayerId layer) -> Optional.of(layer);
            case BelowMadeAnew(LayerId layer) -> Optional.of(layer);
            case Changed changed -> Optional.of(changed.against());
        };
    }

    private static String pruned(Pruned.Note note) {
        return "pruned on "
                + note.when().atZone(ZoneId.systemDefault()).toLocalDate()
                + ", as "
                + note.reason();
    }

    /// The reason in one line.
    ///
    /// @param below what became of the steps that this one stands on; empty for the first one
    default String line(String below) {
        return switch (this) {
            case NeverBuilt() -> "never built";
            case Unwanted() -> "the cache is not to be used";
            case Removed(LayerId _, Optional<Pruned.Note> why) ->
                    "its layer was " + why.map(Miss::pruned).orElse("removed from the cache");
            case FailedBefore(LayerId _) -> "it failed the last time";
            case BelowMadeAnew(LayerId _) -> "the layer below it was made anew";
            case Changed changed -> ChangeWords.line(changed, below);
        };
    }
}
