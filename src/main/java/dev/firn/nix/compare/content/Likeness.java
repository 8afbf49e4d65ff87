package dev.firn.nix.compare.content;

import dev.firn.nix.compare.stream.StreamComparison.Outcome;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// What comes of comparing two contents.
public sealed interface Likeness {

    /// Nothing differs that cannot be explained.
    ///
    /// @param ownPath whether there is an output's path, or a piece of one, in which they differ
    /// @param causes those that together explain every byte but whole hashes
    record Alike(boolean ownPath, SequencedSet<Cause> causes) implements Likeness {
        public Alike {
            causes = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(causes));
        }

        static Alike of(Outcome explained) {
            List<Cause> causes = explained.cut() ? List.of(new Cause.CutPath()) : List.of();
            return new Alike(explained.hasOwnPath(), new LinkedHashSet<>(causes));
        }

        static Alike of(Cause.Packing packing) {
            return new Alike(true, new LinkedHashSet<>()).and(new Cause.PackedPath(packing));
        }

        /// Both together.
        Alike and(Alike other) {
            SequencedSet<Cause> all = new LinkedHashSet<>(causes);
            all.addAll(other.causes);
            return new Alike(ownPath || other.ownPath, all);
        }

        Alike and(Cause cause) {
            return and(new Alike(false, new LinkedHashSet<>(List.of(cause))));
        }
    }

    /// Something differs for no known reason.
    record Unlike(Spot spot) implements Likeness {}
}
