package dev.firn.e2e;

import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A package that no other test has, so that Nix has never built it; built by firn and verified.
///
/// @param nonce makes it one of its kind
record Rarity(ThisMachine machine, String nonce) {

    /// Attributes of a package that is the same whenever it is built.
    static final String STEADY = "buildPhase = \"echo $out > self; echo $nonce > halves\";";

    /// Of one that never is.
    static final String RANDOM =
            "installPhase = \"mkdir $out; cp self $out/; cat /proc/sys/kernel/random/uuid >"
                    + " $out/random\";";

    /// @param place an empty directory
    static Rarity in(Path place) throws IOException {
        return new Rarity(new ThisMachine(place), String.valueOf(place.getFileName()));
    }

    /// Builds it with firn.
    ///
    /// @param changes attributes
    Report build(String changes, String... more) {
        List<String> words = new ArrayList<>(List.of("--arg", "edit", edit(changes)));
        words.addAll(List.of(more));
        return machine.build("selfReference", words.toArray(String[]::new)).orFail();
    }

    /// Verifies the last result.
    Ran verify(String... more) {
        List<String> words = new ArrayList<>(List.of("verify"));
        words.addAll(List.of(more));
        return machine.firn(words.toArray(String[]::new));
    }

    /// Verifies the result of what these changes make of it.
    Ran verifyNamed(String changes) {
        String packages = ThisMachine.PACKAGES.toString();
        return verify("-f", packages, "-A", "selfReference", "--arg", "edit", edit(changes));
    }

    /// What a listing says of the last build.
    String header() {
        return machine.firn("ls").orFail().lines().findFirst().orElseThrow();
    }

    String edit(String changes) {
        return "{ nonce = \"" + nonce + "\"; " + changes + " }";
    }
}
