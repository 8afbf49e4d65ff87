package dev.firn.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The small programs that start a sandbox.
final class UtilLinuxProbe implements Probe {

    private static final List<String> TOOLS = List.of("unshare", "mount", "setpriv", "setarch");

    @Override
    public String name() {
        return "util-linux";
    }

    @Override
    public Finding find() throws IOException, InterruptedException {
        List<String> missing = new ArrayList<>();
        String version = "";
        for (String tool : TOOLS) {
            Attempt attempt = Attempt.of(tool, "--version");
            if (attempt.worked()) {
                version = attempt.output().replaceFirst(".* ", "");
            } else {
                missing.add(tool);
            }
        }
        if (!missing.isEmpty()) {
            return lacking(
                    "not found: " + String.join(", ", missing), Packages.UTIL_LINUX.install());
        }
        // Asked for an option that the oldest known to work has.
        Attempt option = Attempt.of("unshare", "--help");
        if (!option.output().contains("--kill-child")) {
            return lacking(
                    version + " is too old: its unshare has no --kill-child",
                    Packages.UTIL_LINUX.install());
        }
        return fine(version);
    }
}
