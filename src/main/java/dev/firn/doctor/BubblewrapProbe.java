package dev.firn.doctor;

import dev.firn.sandbox.Bubblewrap;
import java.io.IOException;

final class BubblewrapProbe implements Probe {

    @Override
    public String name() {
        return "bubblewrap";
    }

    @Override
    public Finding find() throws IOException, InterruptedException {
        Attempt attempt = Attempt.of("bwrap", "--version");
        if (!attempt.worked()) {
            String detail = attempt.found() ? attempt.output() : "not found";
            return lacking(detail, Packages.BUBBLEWRAP.install());
        }
        Bubblewrap.Version version = Bubblewrap.Version.of(attempt.output());
        return version.suffices()
                ? fine(version.toString())
                : lacking(version + " is too old, 0.8 is needed", Packages.BUBBLEWRAP.install());
    }
}
