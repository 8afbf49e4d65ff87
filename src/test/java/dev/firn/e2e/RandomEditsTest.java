package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.path.StorePath;
import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A package is edited at random, again and again, and back; after every edit firn's result, which
/// is made of layers of all the builds before, is that of a clean build by Nix, and where that
/// fails firn's fails in the same way.
///
/// The system property `firn.edits.cases` says how many edits of each package are tried, and
/// `firn.edits.seed` gives others. `bench/random-edits` sets both.
class RandomEditsTest {

    private static final int CASES = Integer.getInteger("firn.edits.cases", 5);
    private static final long SEED = Long.getLong("firn.edits.seed", 1);

    /// The last phase: puts what the phases have left, files and state, into the output.
    private static final String COLLECT =
            """
            postPhases = [ "collectPhase" ]; collectPhase = ''
              for output in $(getAllOutputNames); do
                [[ -e ''${!output} ]] || mkdir -p "''${!output}"
              done
              mkdir -p $out/collected
              cd /build
              find . -type f '(' -name '*.txt' -o -name '*.sh' -o -name '*.mk' -o -name 'greet*' ')' \
                -exec cp -a --parents -t $out/collected '{}' +
              for each in %s; do declare -p $each; done > $out/collected/variables 2> /dev/null || true
              for each in %s; do declare -f $each; done > $out/collected/functions || true
              chmod -R u+w $out/collected
              # No circles between outputs.
              for output in $(getAllOutputNames); do
                [[ $output == out ]] ||
                  find $out/collected -type f -exec sed -i "s|''${!output}|@$output@|g" '{}' +
              done
            '';
            """
                    .formatted(
                            String.join(" ", RandomCode.FREE),
                            String.join(" ", RandomCode.FUNCTIONS));

    private static final Pattern PHASE = Pattern.compile("(?m)^Running phase: (\\S+)\\s*$");
    private static final Pattern EXIT_CODE = Pattern.compile("exit code (\\d+)");

    @TempDir static Path shared;
    private static ThisMachine machine;
    private static int tried;
    private static int built;

    @BeforeAll
    static void enter() throws IOException {
        machine = new ThisMachine(shared);
    }

    @AfterAll
    static void count() {
        System.out.printf("seed %d: %d edits, of which Nix can build %d%n", SEED, tried, built);
    }

    @ParameterizedTest(name = "{0}, old: {1}")
    @CsvSource(
            textBlock =
                    """
                    plain,      false, ''
                    plain,      true,  ''
                    patched,    false, ''
                    structured, false, ''
                    outputs,    false, ''
                    wrapped,    false, '[ makeWrapper ]'
                    cmakeNinja, false, 'cmake, ninja'
                    wheel,      false, '[ wheel ]'
                    """)
    void everyRebuildIsAsACleanBuild(String attribute, boolean old, String inputs)
            throws IOException {
        Random random = new Random(Objects.hash(SEED, attribute, old));
        List<String> own = inputs.isEmpty() ? List.of() : List.of(inputs.split(", "));
        RandomEdits edits = new RandomEdits(random, own);
        List<SortedMap<String, String>> history = new ArrayList<>(List.of(new TreeMap<>()));
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i <= CASES; i++) {
            boolean back = i > 0 && random.nextInt(6) == 0;
            SortedMap<String, String> edit = history.getLast();
            if (back) {
                edit = history.get(random.nextInt(history.size()));
            } else if (i > 0) {
                edit = edits.next(edit);
            }
            history.add(edit);
            String expression = expression(edit);
            try {
                compare(attribute, expression, old, back);
            } catch (AssertionError e) {
                SortedMap<String, String> before = history.get(history.size() - 2);
                String what = differences(String.valueOf(e.getMessage()));
                wrong.add("\nedit %d: %s\nafter %s\n%s".formatted(i, edit, before, what));
            }
        }
        assertThat(wrong).as("%s, old: %s, seed %d", attribute, old, SEED).isEmpty();
    }

    private static void compare(String attribute, String edit, boolean old, boolean seen)
            throws IOException {
        tried++;
        String[] words = {"--arg", "edit", edit, "--arg", "old", String.valueOf(old)};
        StorePath drv = machine.instantiate(attribute, words);
        Report report = machine.build(attribute, words);
        Ran nix = machine.run("nix-store", "--realise", drv.toString());
        if (nix.status() == 0) {
            report.orFail();
            built++;
            Sameness.check(report.results(), machine.nixBuild(attribute, words), machine);
            if (seen) {
                assertThat(report.firstThatRan()).isEqualTo("none");
            }
            return;
        }
        assertThat(report.ran().status()).as(nix.stderr()).isEqualTo(1);
        if (report.ran().stdout().isEmpty()) {
            // Every phase succeeded, and Nix refuses the result.
            assertThat(nix.stderr()).doesNotContainPattern(EXIT_CODE);
            return;
        }
        String failed = "";
        for (Map.Entry<String, String> step : report.steps().entrySet()) {
            if (step.getValue().equals("failed")) {
                failed = step.getKey();
            }
        }
        if (!failed.isEmpty() && report.steps().size() > 1) {
            assertThat(failed).as(nix.stderr()).isEqualTo(last(PHASE, nix.stderr()));
            assertThat(last(EXIT_CODE, report.ran().stderr()))
                    .as(report.ran().stderr() + nix.stderr())
                    .isEqualTo(last(EXIT_CODE, nix.stderr()));
        }
    }

    private static String expression(SortedMap<String, String> edit) {
        StringBuilder text = new StringBuilder("with import ");
        text.append(ThisMachine.PACKAGES.resolveSibling("tools.nix")).append("; { ");
        edit.forEach((name, value) -> text.append(name + " = " + value + "; "));
        return text + COLLECT + "}";
    }

    /// Of a message that compares two texts, the lines that are only in one of them.
    private static String differences(String message) {
        String[] sides = message.split("\nbut was: ?|\n but was: ?", 2);
        if (sides.length < 2) {
            return message;
        }
        List<String> expected = sides[0].lines().toList();
        List<String> actual = sides[1].lines().toList();
        StringBuilder text = new StringBuilder();
        expected.stream()
                .filter(line -> !actual.contains(line))
                .forEach(line -> text.append("- ").append(line).append('\n'));
        actual.stream()
                .filter(line -> !expected.contains(line))
                .forEach(line -> text.append("+ ").append(line).append('\n'));
        return text.toString();
    }

    private static String last(Pattern pattern, String text) {
        String last = "";
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            last = matcher.group(1);
        }
        return last;
    }
}
