package dev.firn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// What holds between the packages. To change it, change [Layers] and `ARCHITECTURE.md` in the
/// same commit.
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MOST_LINES = 400;
    private static final int MOST_FILES = 15;

    private static final JavaClasses FIRN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.firn");

    @Test
    void everyPackageHasAPlace() {
        TreeSet<String> packages = new TreeSet<>();
        for (JavaClass each : FIRN) {
            packages.add(each.getPackageName());
        }

        packages.removeAll(Layers.packages());

        assertThat(packages).as("packages that are not in Layers.DOWNWARDS").isEmpty();
    }

    @Test
    void packagesUseOnlyWhatIsBelowThem() {
        TreeSet<String> wrong = new TreeSet<>();
        for (JavaClass each : FIRN) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                String from = each.getPackageName();
                String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (to.startsWith("dev.firn") && !from.equals(to) && !Layers.isAbove(from, to)) {
                    wrong.add(from + " -> " + to + ": " + dependency.getDescription());
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.firn.(**)").should().beFreeOfCycles().check(FIRN);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.firn.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(FIRN);
    }

    @Test
    void onlyOnePlaceEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Interruption.class.getName())
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(FIRN);
    }

    @Test
    void onlyLinuxMakesForeignCalls() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.firn.linux")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(FIRN);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = new ArrayList<>();
        for (String name : Layers.packages()) {
            if (FIRN.containPackage(name)) {
                JavaPackage each = FIRN.getPackage(name);
                if (!each.isAnnotatedWith(NullMarked.class)) {
                    unmarked.add(name);
                }
            }
        }

        assertThat(unmarked).isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should()
                .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Common|Base)")
                .check(FIRN);
    }

    @Test
    void noFileIsLong() throws IOException {
        SortedMap<String, Integer> lines = new TreeMap<>();
        for (Path file : sources()) {
            lines.put(file.toString(), Files.readAllLines(file).size());
        }

        lines.values().removeIf(count -> count <= MOST_LINES);

        assertThat(lines).as("files of more than %s lines", MOST_LINES).isEmpty();
    }

    @Test
    void noPackageIsLarge() throws IOException {
        SortedMap<String, Integer> files = new TreeMap<>();
        for (Path file : sources()) {
            if (!file.endsWith("package-info.java")) {
                files.merge(String.valueOf(file.getParent()), 1, Integer::sum);
            }
        }

        files.values().removeIf(count -> count <= MOST_FILES);

        assertThat(files).as("packages of more than %s files", MOST_FILES).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
