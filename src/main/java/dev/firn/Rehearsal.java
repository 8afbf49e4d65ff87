package dev.firn;

import dev.firn.cli.Surroundings;
import dev.firn.store.CacheDirectory;
import dev.firn.store.TreeRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A build of two phases that take no time, on a standard environment of a few lines, by the
/// host's bash. It goes all the ways that a real build goes, and leaves nothing behind but a few
/// small paths in the store that Nix's next garbage collection removes.
///
/// @param directory for all its files
/// @param searchPath where programs are
record Rehearsal(Path directory, String searchPath) {

    private static final String SETUP =
            """
            export PATH=/usr/bin:/bin
            phases=(buildPhase installPhase)
            words=(one two)
            exitHandler() { :; }
            trap exitHandler EXIT
            buildPhase() { echo "${words[@]}" >words; built=yes; }
            installPhase() { mkdir -p "$out/bin"; echo "#!$out/bin/it $built" >"$out/bin/it"; }
            runPhase() { echo "$1"; "$1"; }
            genericBuild() { for curPhase in "${phases[@]}"; do runPhase "$curPhase"; done; }
            """;

    /// Builds twice and once more after an edit. Where Nix or the sandbox cannot be had, it goes as
    /// far as it can.
    static void run(Surroundings surroundings) throws IOException {
        Path caches = CacheDirectory.usualPlace(surroundings.environment()).getParent();
        Path directory = Files.createTempDirectory(Files.createDirectories(caches), "firn-java-");
        try {
            String searchPath = surroundings.environment().getOrDefault("PATH", "");
            Rehearsal rehearsal = new Rehearsal(directory, searchPath);
            for (String edit : List.of("one", "one", "two")) {
                Main.run(rehearsal.words(edit), surroundings);
            }
        } finally {
            TreeRemoval.remove(directory);
        }
    }

    private List<String> words(String edit) throws IOException {
        Path stdenv = Files.createDirectories(directory.resolve("stdenv"));
        Files.writeString(stdenv.resolve("setup"), SETUP);
        Files.writeString(stdenv.resolve("builder"), "source $stdenv/setup\ngenericBuild\n");
        Path bash = bash();
        String expression =
                """
                let stdenv = builtins.path { name = "stdenv"; path = %s; };
                in { edit }: derivation {
                  name = "firn-rehearsal";
                  system = builtins.currentSystem;
                  builder = "%s";
                  args = [ "-e" "${stdenv}/builder" ];
                  inherit stdenv;
                  preInstall = edit;
                }
                """
                        .formatted(stdenv, bash);
        return List.of(
                "build",
                "--expr",
                expression,
                "--argstr",
                "edit",
                edit,
                "--option",
                "sandbox-paths",
                "/bin? /usr? /lib? /lib64? " + (bash.startsWith("/nix/store") ? bash : ""),
                "--cache",
                directory.resolve("cache").toString(),
                "-o",
                directory.resolve("result").toString(),
                "--timings");
    }

    /// The store's, where there is no other.
    private Path bash() throws IOException {
        Path usual = Path.of("/bin/bash");
        if (Files.exists(usual)) {
            return usual;
        }
        for (String place : searchPath.split(":")) {
            Path bash = Path.of(place, "bash");
            if (Files.isExecutable(bash)) {
                return bash.toRealPath();
            }
        }
        return usual;
    }
}
