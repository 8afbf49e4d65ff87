package dev.firn.doctor;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Nix commands, in a version whose formats firn knows.
final class NixProbe implements Probe {

    private static final Pattern VERSION = Pattern.compile("\\) (\\d+)\\.(\\d+)");

    @Override
    public String name() {
        return "Nix";
    }

    @Override
    public Finding find() throws IOException, InterruptedException {
        Attempt attempt = Attempt.of("nix-instantiate", "--version");
        return attempt.worked()
                ? judge(attempt.output())
                : lacking(
                        attempt.found() ? attempt.output() : "nix-instantiate: not found",
                        Packages.NIX.install() + "\nor see https://nixos.org/download");
    }

    /// @param text the answer to `--version`: `nix-instantiate (Nix) 2.8.0`
    Finding judge(String text) {
        Matcher matcher = VERSION.matcher(text);
        if (!matcher.find()) {
            return warning("a version that firn does not know: " + text, "");
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        return major > 2 || (major == 2 && minor >= 8)
                ? fine(text)
                : lacking(text + " is too old, 2.8 is needed", Packages.NIX.install());
    }
}
