package dev.firn.doctor;

import dev.firn.mount.Trial;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Whether `firn mount` works for this user. Builds do without.
record MountProbe(Path place, Map<String, String> environment) implements Probe {

    @Override
    public String name() {
        return "mounting states";
    }

    @Override
    public Finding find() throws IOException, InterruptedException {
        try (Workplace work = Workplace.in(place)) {
            return fine("by " + Trial.in(work.path(), environment));
        } catch (Problem e) {
            return warning(e.why(), e.fix());
        }
    }
}
