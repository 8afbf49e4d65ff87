package dev.firn.build;

import dev.firn.key.KeyParts;
import dev.firn.recipe.sight.Revealed;
import dev.firn.store.LayerId;
import java.util.List;
import java.util.Optional;

/// A step, or several that cannot be parted, about to run.
///
/// @param first the place in the plan of the first step
/// @param asked the keys of the same steps before anything was revealed
/// @param keys those of the steps that are known to belong together
/// @param revealed what is visible although the steps do not mention it
/// @param reason why the first step runs, one line
/// @param against the earlier layer that the reason compares with
public record Attempt(
        int first,
        List<KeyParts> asked,
        List<KeyParts> keys,
        Revealed revealed,
        String reason,
        Optional<LayerId> against) {

    public Attempt {
        asked = List.copyOf(asked);
        keys = List.copyOf(keys);
    }

    /// The place in the plan of the last step that is known to belong here.
    int known() {
        return first + keys.size() - 1;
    }
}
