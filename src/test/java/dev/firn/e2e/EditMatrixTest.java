package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/edits.md` is right: every row of its tables is done.
class EditMatrixTest {

    private static final Path MATRIX = Path.of("docs/edits.md");
    private static final int COLUMNS = 6;

    @TempDir static Path shared;
    private static ThisMachine machine;

    @BeforeAll
    static void enter() throws IOException {
        machine = new ThisMachine(shared);
    }

    /// An edit and the steps that it runs, as the document says them.
    record Row(String attribute, String edit, String runs) {

        @Override
        public String toString() {
            return attribute + " with " + edit + " runs " + runs;
        }

        /// @param steps of the edited package, with what became of them
        /// @return the steps that run if the document is right
        List<String> expected(Map<String, String> steps) {
            String[] words = runs.split(" ", 2);
            return switch (words[0]) {
                case "nothing" -> List.of();
                case "only" -> List.of(words[1].split(", "));
                case "from" -> {
                    List<String> names = new ArrayList<>();
                    for (Map.Entry<String, String> step : steps.entrySet()) {
                        boolean begun = !names.isEmpty() || step.getKey().equals(words[1]);
                        if (begun && !step.getValue().equals("skipped")) {
                            names.add(step.getKey());
                        }
                    }
                    yield names;
                }
                default -> throw new AssertionError("not a word of the document: " + words[0]);
            };
        }
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(MATRIX)) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == COLUMNS + 2 && cells[2].strip().startsWith("`")) {
                String edit = cells[2].strip().replace("`", "").replace("\\$", "$");
                rows.add(new Row(cells[1].strip(), edit, cells[3].strip()));
            }
        }
        assertThat(rows).hasSizeGreaterThan(100);
        return rows;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void rowIsTrue(Row row) throws IOException {
        String tools = ThisMachine.PACKAGES.resolveSibling("tools.nix").toString();
        String[] edited = {"--arg", "edit", "with import " + tools + "; { " + row.edit() + " }"};
        machine.build(row.attribute()).orFail();

        Report report = machine.build(row.attribute(), edited).orFail();

        Sameness.check(report.results(), machine.nixBuild(row.attribute(), edited), machine);
        assertThat(report.stepsThatRan())
                .as(report.ran().stderr())
                .isEqualTo(row.expected(report.steps()));
        assertThat(machine.build(row.attribute(), edited).orFail().stepsThatRan()).isEmpty();
    }
}
