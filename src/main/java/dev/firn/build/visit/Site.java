package dev.firn.build.visit;

import dev.firn.bash.ShellState;
import dev.firn.build.room.BuildRoom;
import dev.firn.nix.drv.BuilderInputs;
import dev.firn.nix.path.StorePath;
import dev.firn.snapshot.Chain;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// A state of a build, with all that is needed to enter it.
///
/// @param title says where this is, as in `hello installPhase@failed`
/// @param handed what Nix hands the builder
/// @param bash the shell
/// @param chain whose files these are
/// @param state of the build's shell; none when the build is one step of which only the environment
///     is known
/// @param inputs what is to be seen of the store: all that the derivation names, whatever a step
///     could name
public record Site(
        String title,
        BuildRoom room,
        BuilderInputs handed,
        String bash,
        Chain chain,
        Optional<ShellState> state,
        SortedSet<StorePath> inputs) {

    public Site {
        inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
    }
}
