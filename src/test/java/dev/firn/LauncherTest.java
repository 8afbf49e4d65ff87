package dev.firn;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/firn` itself, in a checkout of its own, with a Java and a Maven that write down what they
/// are asked.
class LauncherTest {

    private static final String JAVA =
            """
            #!/bin/sh
            for word; do
                case $word in
                    -XX:AOTCacheOutput=*) [ -n "$NO_AOT" ] || echo aot >"${word#*=}" ;;
                    -XX:AOTMode=on) exit 0 ;;
                esac
            done
            printf 'tool=%s\\n' "$JAVA_TOOL_OPTIONS"
            for word; do printf '<%s>\\n' "$word"; done
            [ -z "$NO_AOT" ]
            """;

    private static final String MAVEN =
            """
            #!/bin/sh
            echo "mvn in $PWD with $JAVA_HOME" >>"$RUNS"
            sleep 0.3
            for word; do
                case $word in -Dfirn.target=*) target=${word#*=} ;; esac
            done
            echo '[INFO] --- compiler:3.14:compile (default) @ firn ---'
            [ -z "$FAIL" ] || { echo '[ERROR] Broken.java:[1,1] broken'; exit 1; }
            cat src/main/java/dev/firn/*.java >"$target/dist/lib/firn.jar"
            """;

    @TempDir Path temporary;
    private Path home;
    private Path lib;
    private Path source;
    private Path runs;

    @BeforeEach
    void checkout() throws IOException {
        home = Files.createDirectories(temporary.resolve("a check out"));
        lib = home.resolve("target/dist/lib");
        runs = temporary.resolve("runs");
        source = home.resolve("src/main/java/dev/firn/Main.java");
        script(home.resolve("bin/firn"), Files.readString(Path.of("bin/firn")));
        script(home.resolve("bin/find-java"), Files.readString(Path.of("bin/find-java")));
        Files.createDirectories(source.getParent());
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(source, "one");
        Files.writeString(runs, "");
        script(temporary.resolve("path/mvn"), MAVEN);
        jdk("jdk", "25.0.3", "25.0.3+9-LTS");
    }

    @Test
    void becomesJavaWithTheWordsAsTheyWere() throws Exception {
        firn("build");
        Outcome outcome = firn("build", "two words", "", "*", "$x");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith("tool=\n<-Xlog:disable>\n<-Xlog:all=error:stderr>\n")
                .endsWith("firn.jar>\n<build>\n<two words>\n<>\n<*>\n<$x>\n")
                .contains("<-XX:AOTCache=")
                .doesNotContain("TieredStopAtLevel");
        assertThat(firn("ls").out()).contains("<-XX:TieredStopAtLevel=1>");
    }

    @Test
    void closedOutputCannotBeWritten() throws Exception {
        firn("build");
        String[] closed = {"sh", "-c", "exec \"$0\" build >&-", launcher()};

        assertThat(run(temporary, Map.of(), closed).err()).contains("printf: ");
    }

    @Test
    void takesWhatIsThereWhileSomebodyTypes() throws Exception {
        assertThat(firn("__complete", "l").out()).isEmpty();
        assertThat(builds()).isZero();

        firn("ls");
        Files.writeString(source, "two");
        newer(source);

        assertThat(firn("__complete", "l").out()).endsWith("<__complete>\n<l>\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void isBuiltOnFirstUseAndThenOnlyWhenSourcesChanged() throws Exception {
        assertThat(firn("ls").err())
                .isEqualTo(
                        """
                        firn: building firn from its sources (the first time may take some minutes)
                          compiler:3.14:compile
                        firn: preparing a fast start for this Java (once)
                        """);
        assertThat(firn("ls").err()).isEmpty();
        assertThat(builds()).isEqualTo(1);

        Files.writeString(source, "two");
        newer(source);
        firn("ls");
        assertThat(builds()).isEqualTo(2);
        firn("ls");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void removedSourceIsAChangeToo() throws Exception {
        Path other = source.resolveSibling("cli");
        Files.createDirectories(other);
        firn("ls");
        newer(other);
        firn("ls");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void startsFromEverywhereThroughLinks() throws Exception {
        firn("ls");
        Path link = Files.createDirectories(temporary.resolve("bin")).resolve("firn");
        Files.createSymbolicLink(link, Path.of("../link"));
        Files.createSymbolicLink(temporary.resolve("link"), home.resolve("bin/firn"));

        assertThat(run(temporary, Map.of(), link.toString(), "ls").out()).endsWith("<ls>\n");
        assertThat(run(home, Map.of(), "bin/firn", "ls").out()).endsWith("<ls>\n");
        assertThat(run(home.resolve("bin"), Map.of(), "sh", "firn", "ls").out()).endsWith("<ls>\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void changedJarNeverMeetsTheCacheOfAnOlderOne() throws Exception {
        firn("ls");
        List<String> before = caches();
        Files.writeString(lib.resolve("firn.jar"), "built by hand");
        newer(lib.resolve("firn.jar"));
        Outcome outcome = firn("ls");

        assertThat(before).hasSize(1);
        assertThat(caches()).hasSize(1).isNotEqualTo(before);
        assertThat(outcome.out()).contains("lib/" + caches().get(0) + ">");
    }

    @Test
    void eachJavaHasItsOwnCache() throws Exception {
        firn("ls");
        Path other = jdk("other", "26", "26+1");
        run(temporary, Map.of("JAVA_HOME", other.toString()), launcher(), "ls");

        assertThat(caches()).hasSize(2);
    }

    @Test
    void commandsThatOnlyLookHaveASmallerCacheThanBuilds() throws Exception {
        firn("ls");
        firn("build");

        assertThat(caches()).hasSize(2);
        assertThat(firn("log").out()).contains("-look.aot>");
        assertThat(firn("doctor").out()).contains("-build.aot>");
        assertThat(caches()).hasSize(2);
    }

    @Test
    void cacheThatCannotBeMadeIsNotTriedAgain() throws Exception {
        Map<String, String> broken = Map.of("NO_AOT", "1");
        run(temporary, broken, launcher(), "ls");
        Outcome second = run(temporary, broken, launcher(), "ls");

        assertThat(second.err()).isEmpty();
        assertThat(second.out()).doesNotContain("AOTCache").endsWith("<ls>\n");
    }

    @Test
    void twoFirstUsesAtOnceBuildOnce() throws Exception {
        Process one = start(temporary, Map.of(), launcher(), "ls");
        Process two = start(temporary, Map.of(), launcher(), "ls");

        assertThat(finished(one).out()).endsWith("<ls>\n");
        assertThat(finished(two).out()).endsWith("<ls>\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void failedBuildIsShownAndTriedAgain() throws Exception {
        Outcome failed = run(temporary, Map.of("FAIL", "1"), launcher(), "ls");

        assertThat(failed.status()).isEqualTo(3);
        assertThat(failed.err())
                .contains("[ERROR] Broken.java:[1,1] broken\nfirn: firn could not be built\n")
                .contains("the whole log: " + home + "/target/build.log");
        assertThat(firn("ls").out()).endsWith("<ls>\n");
    }

    @Test
    void interruptedBuildIsNotTakenForAJar() throws Exception {
        firn("ls");
        Files.writeString(lib.resolve("unfinished"), "");
        firn("ls");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void checkoutThatCannotBeWrittenIsBuiltElsewhere() throws Exception {
        Files.writeString(home.resolve("target"), "in the way");
        Outcome outcome = firn("ls");

        assertThat(outcome.out()).contains("/cache/firn-java/").endsWith("<ls>\n");
        firn("ls");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void missingMavenIsExplained() throws Exception {
        Path tools = temporary.resolve("tools");
        script(tools.resolve("mkdir"), "#!/bin/sh\nexec /bin/mkdir \"$@\"\n");
        Outcome outcome =
                run(temporary, Map.of("PATH", tools.toString()), "/bin/sh", launcher(), "ls");

        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.err())
                .startsWith("firn: firn has to be built first, and Maven is not here\n")
                .contains("apt install maven");
    }

    @Test
    void javaOfTheUsersChoiceMustBeNewEnough() throws Exception {
        Path old = jdk("old", "17.0.15", "17.0.15+6");
        Outcome outcome =
                run(temporary, Map.of("FIRN_JAVA_HOME", old.toString()), launcher(), "ls");

        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.err())
                .startsWith("firn: FIRN_JAVA_HOME is not the home of Java 25 or newer\n");
    }

    @Test
    void optionsMadeForOtherProgramsAreDropped() throws Exception {
        firn("ls");

        assertThat(
                        run(
                                        temporary,
                                        Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC"),
                                        launcher(),
                                        "ls")
                                .out())
                .startsWith("tool=\n");
    }

    private record Outcome(int status, String out, String err) {}

    private Outcome firn(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher()));
        command.addAll(List.of(words));
        return run(temporary, Map.of(), command.toArray(new String[0]));
    }

    private String launcher() {
        return home.resolve("bin/firn").toString();
    }

    private Outcome run(Path directory, Map<String, String> environment, String... command)
            throws Exception {
        return finished(start(directory, environment, command));
    }

    private Process start(Path directory, Map<String, String> environment, String... command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> all = builder.environment();
        all.clear();
        all.put("PATH", temporary.resolve("path") + ":/usr/bin:/bin");
        all.put("HOME", temporary.toString());
        all.put("XDG_CACHE_HOME", temporary.resolve("cache").toString());
        all.put("JAVA_HOME", temporary.resolve("jdk").toString());
        all.put("RUNS", runs.toString());
        all.putAll(environment);
        return builder.start();
    }

    private static Outcome finished(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, SECONDS)).isTrue();
        return new Outcome(process.exitValue(), out, err);
    }

    private Path jdk(String name, String version, String runtime) throws IOException {
        Path jdk = temporary.resolve(name);
        script(jdk.resolve("bin/java"), JAVA);
        script(jdk.resolve("bin/javac"), "");
        Files.writeString(
                jdk.resolve("release"),
                """
                IMPLEMENTOR="Somebody"
                JAVA_RUNTIME_VERSION="%s"
                JAVA_VERSION="%s"
                MODULES="java.base"
                """
                        .formatted(runtime, version));
        return jdk;
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        // Written aside: a script that a fork of another test still has open cannot be executed.
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(aside, text);
        Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void newer(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));
    }

    private long builds() throws IOException {
        return Files.readAllLines(runs).size();
    }

    private List<String> caches() throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".aot"))
                    .toList();
        }
    }
}
