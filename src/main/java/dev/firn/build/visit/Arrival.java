package dev.firn.build.visit;

import java.util.ArrayList;
import java.util.List;

/// What somebody should know who enters a state.
///
/// @param title where this is
/// @param how the step failed; empty when it has not
/// @param command that failed, bytes; empty when it is not known
/// @param log the last that the step has printed, bytes
/// @param notes one line each
public record Arrival(String title, String how, String command, String log, List<String> notes) {

    public Arrival {
        notes = List.copyOf(notes);
    }

    public static Arrival at(String title) {
        return new Arrival(title, "", "", "", List.of());
    }

    public Arrival failed(String reason, String line, String printed) {
        return new Arrival(title, reason, line, printed, notes);
    }

    public Arrival noting(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Arrival(title, how, command, log, more);
    }
}
