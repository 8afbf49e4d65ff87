package dev.firn.build.visit;

import dev.firn.bash.ShellState;
import dev.firn.recipe.VisitScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What somebody should know who enters a state.
///
/// @param title where this is
/// @param how the step failed; empty when it has not
/// @param command that failed, bytes; empty when it is not known
/// @param log the last that the step has printed, bytes
/// @param asBuild what runs something as the build does; empty when nothing does
/// @param notes one line each
public record Arrival(
        String title, String how, String command, String log, String asBuild, List<String> notes) {

    private static final String RUN_PHASE = "runPhase";

    public Arrival {
        notes = List.copyOf(notes);
    }

    /// @param state of the build's shell there, if it is known
    public static Arrival at(String title, Optional<ShellState> state) {
        return new Arrival(title, "", "", "", state.map(Arrival::asBuild).orElse(""), List.of());
    }

    private static String asBuild(ShellState state) {
        return VisitScript.STRICTLY
                + (state.function(RUN_PHASE).isPresent() ? " runPhase PHASE" : " COMMAND");
    }

    public Arrival failed(String reason, String line, String printed) {
        return new Arrival(title, reason, line, printed, asBuild, notes);
    }

    public Arrival noting(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Arrival(title, how, command, log, asBuild, more);
    }
}
