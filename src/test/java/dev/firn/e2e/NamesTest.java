package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.firn.testkit.Ran;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The names of builds, steps and layers, in every command that takes them.
@TestInstance(Lifecycle.PER_CLASS)
class NamesTest {

    private ThisMachine machine;

    @BeforeAll
    void build(@TempDir(cleanup = CleanupMode.ALWAYS) Path place) throws IOException {
        machine = new ThisMachine(place);
        machine.build("plain").orFail();
        machine.build("outputs").orFail();
        machine.build("outputs", "--arg", "edit", "{ postInstall = \"false\"; }");
    }

    @AfterAll
    void nothingIsLeft() throws IOException {
        Traces.assertNone(machine.cache());
    }

    private List<String> builds(String... more) {
        String[] words = new String[more.length + 1];
        words[0] = "builds";
        System.arraycopy(more, 0, words, 1, more.length);
        return machine.firn(words).orFail().lines().toList();
    }

    private static String id(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    @Test
    void buildsAreListedNewestFirst() {
        List<String> all = builds();

        assertThat(all).hasSize(3);
        assertThat(all.get(0)).contains("  outputs  ", "1 ran, ", "failed in installPhase");
        assertThat(all.get(1)).contains("  outputs  ", "  built");
        assertThat(all.get(2)).contains("  plain ", "  built");
        assertThat(builds("outputs")).hasSize(2).isEqualTo(all.subList(0, 2));
        assertThat(builds("-n", "1")).isEqualTo(all.subList(0, 1));
        assertThat(machine.firn("builds", "--json").orFail())
                .contains("\"ended\":\"failed\"", "\"results\":{\"dev\":\"/nix/store/");
    }

    @Test
    void buildIsNamedByItsIdOrItsPackage() {
        String first = id(builds().get(2));
        String last = id(builds().get(0));

        assertThat(machine.firn("ls").orFail()).contains("outputs ", last);
        assertThat(machine.firn("ls", "--build", "plain").orFail()).contains("plain ", first);
        assertThat(machine.firn("ls", "--build", first.substring(0, 22)).orFail())
                .contains("plain ", first);
        assertThat(machine.firn("log", "--build", "plain", "unpackPhase").orFail())
                .contains("unpackPhase");
        assertThat(machine.firn("explain", "--build", "plain", "buildPhase").orFail())
                .contains("never built");
    }

    @Test
    void buildThatIsNotThereIsSuggested() {
        Ran ran = machine.firn("ls", "--build", "plian");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.stderr()).contains("there is no build 'plian'", "did you mean plain?");
        assertThat(machine.firn("builds", "zzzzzz").stderr()).contains("firn builds");
    }

    @Test
    void stepIsNamedByItsBeginning() {
        String whole = machine.firn("log", "installPhase").orFail();

        assertThat(whole).contains("installPhase");
        assertThat(machine.firn("log", "inst").orFail()).isEqualTo(whole);
        Ran two = machine.firn("log", "--build", "plain", "install");
        assertThat(two.status()).isEqualTo(2);
        assertThat(two.stderr()).contains("installPhase, installCheckPhase");
        Ran typo = machine.firn("log", "instalPhase");
        assertThat(typo.status()).isEqualTo(2);
        assertThat(typo.stderr()).contains("did you mean installPhase?");
    }

    @Test
    void stepThatWasNotReachedIsSaidToBeNone() {
        assertThat(machine.firn("files", "fixupPhase").stderr())
                .contains("did not come to 'fixupPhase'", "it failed in installPhase; its steps");
        assertThat(machine.firn("files", "fixupPhase", "--build", "outputs").status()).isEqualTo(2);
    }

    @Test
    void buildThatIsNamedHasItsOwnResultOrNone() {
        assertThat(machine.firn("files", "result").status()).isZero();
        for (String build : List.of("outputs", id(builds().getFirst()))) {
            assertThat(machine.firn("files", "result", "--build", build).stderr())
                    .contains("of outputs has no result", "it ended in installPhase");
            assertThat(machine.firn("run", "--build", build, "result", "--", "true").stderr())
                    .contains("of outputs has no result");
        }
    }

    @Test
    void mistypedCacheIsNotMade(@TempDir Path other) {
        Path typo = other.resolve("typo");
        for (String command :
                List.of(
                        "shell",
                        "run -- true",
                        "mount",
                        "mount x",
                        "umount",
                        "verify",
                        "ls",
                        "cat x:y",
                        "explain",
                        "checkout x y",
                        "log",
                        "diff",
                        "files x")) {
            String[] words = (command + " --cache " + typo).split(" ");
            if (command.startsWith("run")) {
                words = new String[] {"run", "--cache", typo.toString(), "--", "true"};
            }
            Ran ran = machine.firnAt(words);
            assertThat(ran.stderr()).as(command).contains("there is no cache in");
            assertThat(typo).as(command).doesNotExist();
        }
    }

    @Test
    void stepIsNamedByItsLayer() {
        String line =
                machine.firn("ls")
                        .orFail()
                        .lines()
                        .filter(each -> each.contains("buildPhase"))
                        .findFirst()
                        .orElseThrow();
        String[] words = line.trim().split(" {2,}");

        assertThat(machine.firn("log", words[words.length - 2].substring(0, 6)).orFail())
                .isEqualTo(machine.firn("log", "buildPhase").orFail());
    }

    @Test
    void buildTellsTheIdsByWhichItIsFoundLater(@TempDir Path other) throws IOException {
        ThisMachine quiet = new ThisMachine(other);
        JsonObject built = json(quiet.build("plain").ran().orFail());
        JsonObject listed = json(quiet.firn("ls", "--json").orFail());

        assertThat(built.get("id")).isEqualTo(listed.get("id"));
        assertThat(ids(built)).containsAllEntriesOf(ids(listed)).containsEntry("setup", "/");
        assertThat(ids(built).get("buildPhase")).matches("[0-9a-z]{16}/[0-9a-f]{64}");
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    /// Layer and key by step.
    private static Map<String, String> ids(JsonObject build) {
        Map<String, String> ids = new TreeMap<>();
        for (JsonElement each : build.getAsJsonArray("steps")) {
            JsonObject step = each.getAsJsonObject();
            String layer = step.get("layer").getAsString();
            ids.put(step.get("name").getAsString(), layer + '/' + step.get("key").getAsString());
        }
        return ids;
    }

    @Test
    void runningBuildIsFollowedToItsEnd(@TempDir Path other) throws Exception {
        ThisMachine busy = new ThisMachine(other);
        String edit = "{ preBuild = \"echo one; sleep 2; echo two\"; }";
        CompletableFuture<Report> build =
                CompletableFuture.supplyAsync(() -> busy.build("plain", "--arg", "edit", edit));
        Ran followed = busy.firn("log", "--follow", "buildPhase");
        while (followed.status() != 0 && !build.isDone()) {
            Thread.sleep(20);
            followed = busy.firn("log", "--follow", "buildPhase");
        }
        boolean early = !followed.stdout().contains("one\n");

        build.get().orFail();
        assertThat(early).as("the build was followed from its buildPhase").isFalse();
        assertThat(followed.stdout()).contains("two\n", "fixupPhase").doesNotContain("unpackPhase");
        assertThat(busy.firn("log", "-f").stderr()).contains("no build is running");
    }

    @Test
    void buildIsFollowedFromBeforeItsFirstStep(@TempDir Path other) throws Exception {
        ThisMachine busy = new ThisMachine(other);
        Path fifo = other.resolve("go");
        busy.run("mkfifo", fifo.toString()).orFail();
        // Evaluation waits until nobody writes there any more.
        String text =
                "builtins.seq (builtins.readFile %s) (import %s { }).plain"
                        .formatted(fifo, ThisMachine.PACKAGES);
        CompletableFuture<Ran> build =
                CompletableFuture.supplyAsync(() -> busy.firn("build", "--no-link", "-E", text));
        Path err = Files.createFile(other.resolve("err"));
        Process follow;
        try (OutputStream writer = Files.newOutputStream(fifo)) {
            follow = busy.start(busy.program("log", "--follow"), err);
            while (follow.isAlive() && !Files.readString(err).contains("\n")) {
                Thread.sleep(20);
            }
            writer.flush();
        }
        String followed =
                new String(follow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        build.get().orFail();
        assertThat(Files.readString(err)).startsWith("the build is evaluating the expression\n");
        assertThat(followed).contains("unpackPhase", "fixupPhase");
    }
}
