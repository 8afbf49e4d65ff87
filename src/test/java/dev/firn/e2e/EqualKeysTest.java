package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.firn.store.file.Summed;
import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A key holds nothing of who builds, where, and what was built there before.
class EqualKeysTest {

    /// None of them is a symbolic link: versions of Nix show these differently.
    private static final String TOOLS =
            "sandbox-paths = /bin=/usr/bin /usr /lib=/usr/lib /lib64=/usr/lib64? /etc/alternatives?";

    @Test
    void everyoneComesToTheSameKeys() throws IOException {
        for (String attribute : List.of("plain", "structured", "outputs", "choosingPhase")) {
            List<String> ofUser = keys(NixHost.withTools(NixRelease.NIX_2_8).asUser(), attribute);

            assertThat(ofUser).as(attribute).hasSizeGreaterThan(2).doesNotContain("none");
            for (NixRelease release : NixRelease.values()) {
                NixHost host = NixHost.withTools(release);
                assertThat(keys(host.asUser(), attribute)).isEqualTo(ofUser);
                assertThat(keys(host.asRootWithDaemon(), attribute)).isEqualTo(ofUser);
            }
        }
    }

    @Test
    void whatWasBuiltBeforeDoesNotCount() throws IOException {
        NixUser user = NixHost.withTools(NixRelease.NEWEST).asUser();
        String edit = "{ checkPhase = \"echo own > checks\"; }";
        List<String> fresh = keys(user, "fresh", "choosingPhase", edit);

        keys(user, "used", "choosingPhase", "{ }");
        keys(user, "used", "choosingPhase", "{ checkPhase = \"echo other > checks\"; }");

        assertThat(keys(user, "used", "choosingPhase", edit)).isEqualTo(fresh);
    }

    private static List<String> keys(NixUser user, String attribute) throws IOException {
        return keys(user, "equal", attribute, "{ }");
    }

    /// The keys of all steps of a build.
    private static List<String> keys(NixUser user, String cache, String attribute, String edit)
            throws IOException {
        Path place = user.home().resolve("cache-" + cache);
        Program program = Program.forAll(user.checkout(), user.home());
        String packages = user.checkout().resolve("src/test/nix/packages.nix").toString();
        List<String> words =
                program.command(
                        "build",
                        "--no-link",
                        "--cache=" + place,
                        "-f",
                        packages,
                        "-A",
                        attribute,
                        "--arg",
                        "edit",
                        edit);
        user.with("NIX_CONFIG", TOOLS).run(words.toArray(String[]::new)).orFail();
        List<Path> records = new ArrayList<>();
        try (var files = Files.list(place.resolve("builds"))) {
            files.sorted().forEach(records::add);
        }
        JsonObject record = JsonParser.parseString(text(records.getLast())).getAsJsonObject();
        List<String> keys = new ArrayList<>();
        for (JsonElement step : record.getAsJsonArray("steps")) {
            JsonObject each = step.getAsJsonObject();
            if (!each.get("outcome").getAsString().equals("skipped")) {
                keys.add(each.has("key") ? each.get("key").getAsString() : "none");
            }
        }
        return keys;
    }

    private static String text(Path file) throws IOException {
        return new String(Summed.read(file).orElseThrow(), StandardCharsets.UTF_8);
    }
}
