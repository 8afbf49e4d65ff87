package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.firn.store.TreeRemoval;
import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The states of a build that failed in its installPhase, looked at from outside.
class FilesTest {

    private static final String EDIT =
            """
            {
              buildPhase = ''
                mkdir -p src/deep empty
                cd src
                printf 'one\\ntwo\\nthree\\n' > text
                printf 'a\\0b' > binary
                echo gone > gone
                ln -s text link
                ln -s /etc/passwd outside
                ln -s ../../../../etc/passwd up
                ln -s loop loop
                ln -s /build/src/deep jump
                echo in > deep/in
                echo x > $'odd\\nname'
              '';
              installPhase = ''
                printf 'one\\n2\\nthree' > text
                printf 'a\\0c' > binary
                rm gone
                chmod 755 deep/in
                touch -d @5 $'odd\\nname'
                mkdir $out
                cp text $out/
                false
              '';
            }
            """;

    @TempDir static Path place;
    private static ThisMachine machine;

    @BeforeAll
    static void build() throws IOException {
        machine = new ThisMachine(place);
        Report report = machine.build("failing", "--arg", "edit", EDIT);
        assertThat(report.steps()).containsEntry("installPhase", "failed");
    }

    @AfterAll
    static void remove() throws IOException {
        TreeRemoval.remove(place);
    }

    @Test
    void pathIsRelativeToWhereTheShellWas() {
        String listing = machine.firn("files", "buildPhase", ".").orFail();

        assertThat(listing + '\n')
                .isEqualTo(
                        """
                        /build/src/binary
                        /build/src/deep
                        /build/src/deep/in
                        /build/src/gone
                        /build/src/jump
                        /build/src/link
                        /build/src/loop
                        "/build/src/odd\\nname"
                        /build/src/outside
                        /build/src/text
                        /build/src/up
                        """);
        assertThat(machine.firn("files", "buildPhase", "jump/").orFail())
                .isEqualTo("/build/src/deep/in");
        assertThat(machine.firn("files", "buildPhase@before", ".").orFail())
                .isEqualTo("/build/env-vars");
    }

    @Test
    void everyFormOfAListingHasEveryFile() {
        String details = machine.firn("files", "--long", "buildPhase", "/build/src").orFail();
        String bytes = machine.firn("files", "-0", "buildPhase", ".").stdout();
        JsonArray json =
                JsonParser.parseString(machine.firn("files", "--json", "buildPhase", ".").orFail())
                        .getAsJsonArray();

        assertThat(details.lines()).hasSize(11).allMatch(line -> line.contains("Z "));
        assertThat(details).containsPattern("-rw-r--r-- +1 +14 20[^ ]*Z /build/src/text\n");
        assertThat(details).containsPattern("drwxr-xr-x +- +- 20[^ ]*Z /build/src/deep\n");
        assertThat(details).contains("/build/src/link -> text\n");
        assertThat(bytes.split("\0")).hasSize(11).contains("/build/src/odd\nname");
        assertThat(json).hasSize(11);
        JsonObject link = json.get(5).getAsJsonObject();
        assertThat(link.get("path").getAsString()).isEqualTo("/build/src/link");
        assertThat(link.get("target").getAsString()).isEqualTo("text");
    }

    /// Without a step it is the last one, which failed.
    @Test
    void whatAStepChangedIsMarked() {
        String listing = machine.firn("files", "--changed").orFail();

        assertThat(listing.replaceAll("/nix/store/[^/\n]*", "OUT").lines())
                .contains(
                        "M /build/src/binary",
                        "M /build/src/deep/in",
                        "D /build/src/gone",
                        "M /build/src/text",
                        "A OUT",
                        "A OUT/text")
                .noneMatch(line -> line.contains("odd") || line.endsWith("/build/src"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "buildPhase:text",
                "buildPhase@after:/build/src/text",
                "installPhase@before:link",
                "buildPhase:jump/../../src/./link"
            })
    void fileIsPrintedAsItWas(String name) {
        assertThat(machine.firn("cat", name).stdout()).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void filesAreWrittenByteByByteInTheOrderOfTheirNames() {
        assertThat(machine.firn("cat", "installPhase:binary", "buildPhase:gone").stdout())
                .isEqualTo("a\0cgone\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    buildPhase:outside             | /outside names /etc/passwd             | firn files buildPhase@after -l /build/src/outside
                    buildPhase:up                  | there is no up in buildPhase@after      | firn files
                    buildPhase:loop                | in a circle                             | firn files
                    buildPhase:deep                | it is a directory                       | firn files buildPhase deep
                    buildPhase:tex                 | shell was in /build/src                 | did you mean text?
                    buildPhase:text/x              | /build/src/text is no directory         | firn files
                    buildPhase:/nix/store/x-y/bin  | /nix/store/x-y is not part of           | firn files
                    installPhase@after:text        | has not come to its end                 | installPhase@failed
                    installPhase                   | does not name a file                    | firn cat STEP:PATH
                    """)
    void whatIsNotInTheStateIsNotLookedForElsewhere(String name, String said, String advice) {
        Ran ran = machine.firn("cat", name);

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.stdout()).isEmpty();
        assertThat(ran.stderr()).contains(said, "try: " + advice);
    }

    @Test
    void inputIsShownInTheStore() throws IOException {
        Path input = Files.list(Path.of("/nix/store")).findFirst().orElseThrow();

        assertThat(machine.firn("files", "buildPhase", input + "/bin").stderr())
                .contains(input + " is not part of buildPhase@after")
                .contains("ls -l " + input + "/bin");
    }

    @Test
    void differencesAreThoseOfTheLastStepUnlessTwoAreNamed() {
        String expected =
                """
                M /build/src/binary  3 B
                M /build/src/deep/in  mode 0644 -> 0755
                D /build/src/gone  5 B
                M /build/src/text  14 B -> 11 B
                """;

        Ran last = machine.firn("diff", "--", ".");

        assertThat(last.stdout()).isEqualTo(expected);
        assertThat(last.stderr())
                .isEqualTo(
                        """
                        from installPhase@before of failing to installPhase@failed of failing
                        1 removed (5 B), 3 changed, and 1 file with another time only
                        """);
        assertThat(machine.firn("diff", "installPhase", "--", "/build/src").stdout())
                .isEqualTo(expected);
        assertThat(machine.firn("diff", "buildPhase", "installPhase", "--", ".").stdout())
                .isEqualTo(expected);
        assertThat(machine.firn("diff", "installPhase", "buildPhase", "--", "gone").stdout())
                .isEqualTo("A /build/src/gone  5 B\n");
        assertThat(machine.firn("diff", "--mtime", "--", "odd\nname").stdout())
                .startsWith("t \"/build/src/odd\\nname\"  20")
                .endsWith("Z -> 1970-01-01T00:00:05Z\n");
    }

    @Test
    void statusTellsOfDifferencesOnlyWhenAsked() {
        assertThat(machine.firn("diff", "--", "text").status()).isZero();
        assertThat(machine.firn("diff", "--exit-code", "--", "text").status()).isEqualTo(1);
        assertThat(machine.firn("diff", "--exit-code", "--", "deep/../link").status()).isZero();
    }

    @Test
    void differencesAreCounted() {
        assertThat(machine.firn("diff", "--stat", "--", ".").stdout())
                .isEqualTo(
                        """
                        added                         0  0 B
                        removed                       1  5 B
                        changed                       3  20 B -> 17 B
                        files of another time         1
                        """);
        JsonObject json =
                JsonParser.parseString(machine.firn("diff", "--json", "--", ".").orFail())
                        .getAsJsonObject();
        assertThat(json.getAsJsonArray("changes")).hasSize(4);
        assertThat(json.getAsJsonObject("total").get("otherTimeOnly").getAsInt()).isEqualTo(1);
        assertThat(json.getAsJsonObject("to").get("state").getAsString())
                .isEqualTo("installPhase@failed");
    }

    /// GNU patch makes the later state out of the earlier one.
    @Test
    void differencesWithinTextAreAPatch() throws IOException {
        Path copy = place.resolve("patched");
        machine.firn("checkout", "buildPhase", copy.toString()).orFail();
        String differences = machine.firn("diff", "--content", "--", ".").stdout();
        Path file = Files.writeString(place.resolve("patch"), differences);

        machine.run("patch", "-p1", "-s", "-d", copy.toString(), "-i", file.toString()).orFail();

        assertThat(copy.resolve("build/src/text")).hasContent("one\n2\nthree");
        assertThat(copy.resolve("build/src/gone")).doesNotExist();
        assertThat(differences)
                .contains("  binary, 3 -> 3 bytes, differs from byte 2 on\n")
                .contains("-two\n-three\n+2\n+three\n\\ No newline at end of file\n");
    }

    @Test
    void layersOfOtherBuildsCanBeCompared() throws IOException {
        ThisMachine other = new ThisMachine(place.resolve("other"));
        other.build("failing", "--arg", "edit", "{ buildPhase = \"echo 1 > a; echo 2 > b\"; }");
        String first = layer(other, "buildPhase");
        other.build("failing", "--arg", "edit", "{ buildPhase = \"echo 3 > a; echo 2 > b\"; }");

        Ran ran = other.firn("diff", first.substring(0, 8), "buildPhase", "--", "/build");

        assertThat(ran.stdout()).startsWith("M /build/a  2 B\n").doesNotContain("/build/b");
    }

    private static String layer(ThisMachine machine, String step) {
        JsonObject listing =
                JsonParser.parseString(machine.firn("ls", "--json").orFail()).getAsJsonObject();
        for (var each : listing.getAsJsonArray("steps")) {
            if (each.getAsJsonObject().get("name").getAsString().equals(step)) {
                return each.getAsJsonObject().get("layer").getAsString();
            }
        }
        throw new AssertionError(listing);
    }

    @Test
    void checkoutSaysWhereTheShellWas() {
        Path copy = place.resolve("a/new/copy");

        assertThat(machine.firn("checkout", "installPhase", copy.toString()).orFail())
                .isEqualTo(copy.resolve("build/src").toString());
        assertThat(copy.resolve("build/src/text")).hasContent("one\n2\nthree");
        assertThat(copy.resolve("build/empty")).isEmptyDirectory();
        assertThat(copy).isDirectoryNotContaining(file -> file.endsWith(".firn-unfinished"));

        Ran again = machine.firn("checkout", "buildPhase", copy.toString());
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.stderr()).contains("is not empty");
    }

    @Test
    void checkoutThatFailsLeavesNothing() throws IOException {
        Path copy = Files.createDirectory(place.resolve("small"));
        machine.run("mount", "-t", "tmpfs", "-o", "size=8k", "firn", copy.toString()).orFail();
        try {
            Ran ran = machine.firn("checkout", "buildPhase", copy.toString());

            assertThat(ran.status()).as(ran.stderr()).isEqualTo(3);
            assertThat(ran.stderr()).contains("No space left on device");
            assertThat(copy).isEmptyDirectory();
        } finally {
            machine.run("umount", copy.toString()).orFail();
        }
    }

    @Test
    void interruptedCheckoutIsToldFromAWholeOne() throws IOException {
        Path copy = Files.createDirectory(place.resolve("half"));
        Files.createFile(copy.resolve(".firn-unfinished"));

        assertThat(machine.firn("checkout", "buildPhase", copy.toString()).stderr())
                .contains("an interrupted checkout has left its files there");
    }
}
