package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Somebody types words of firn, and presses Tab.
@TestInstance(Lifecycle.PER_CLASS)
class CompletionTest {

    private static final String PROMPT = "ready> ";

    private ThisMachine machine;
    private Path bin;

    @BeforeAll
    void build(@TempDir Path place) throws IOException {
        machine = new ThisMachine(place);
        machine.build("failing");
        bin = Files.createDirectory(place.resolve("bin"));
        String java =
                Program.here().command().stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        Path firn = Files.writeString(bin.resolve("firn"), "#!/bin/sh\nexec " + java + " \"$@\"\n");
        assertThat(firn.toFile().setExecutable(true)).isTrue();
    }

    private List<String> candidates(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "__complete";
        all[1] = words[0];
        all[2] = "--cache=" + machine.cache();
        System.arraycopy(words, 1, all, 3, words.length - 1);
        return firn(all).stdout().lines().map(line -> line.split("\t", 2)[0]).toList();
    }

    private Ran firn(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = bin.resolve("firn").toString();
        System.arraycopy(words, 0, command, 1, words.length);
        return machine.run(command);
    }

    @Test
    void bashCompletesWhatIsTyped() throws Exception {
        Map<String, String> environment = machine.environment();
        environment.put("PATH", bin + ":" + environment.get("PATH"));
        environment.put("PS1", PROMPT);
        environment.put("TERM", "dumb");
        environment.put("INPUTRC", "/dev/null");
        String cache = " --cache=" + machine.cache() + " ";
        try (TypedTerminal terminal =
                TypedTerminal.start(List.of("bash", "--norc", "--noprofile", "-i"), environment)) {
            terminal.await(PROMPT);
            terminal.type("source <(firn completion bash)\n");
            terminal.await(PROMPT);

            terminal.type("firn lo\t" + cache + "inst\t\n");
            assertThat(terminal.await(PROMPT)).contains("installPhase", "about to fail");
            terminal.type("firn cat" + cache + "buildPhase@a\tbuilt\n");
            assertThat(terminal.await(PROMPT)).contains("buildPhase@after:built", "\nbuilt\r\n");
            terminal.type("firn cat" + cache + "buildPhase:bui\t\n");
            assertThat(terminal.await(PROMPT)).contains("buildPhase:built ", "\nbuilt\r\n");
            terminal.type("firn run" + cache + "installPhase@f\t-- pwd\n");
            assertThat(terminal.await(PROMPT)).contains("installPhase@failed ", "\n/build\r\n");
            terminal.type("firn ls" + cache + "--build=fa\t --js\t\n");
            assertThat(terminal.await(PROMPT)).contains("--build=failing", "{\"id\":");
            terminal.type("exit\n");
            terminal.awaitEnd();
        }
    }

    @Test
    void namesOfTheHistoryAreThere() {
        String layer =
                machine.firn("ls", "--json")
                        .orFail()
                        .replaceAll("(?s).*\"layer\":\"(\\w+)\".*", "$1");

        assertThat(candidates("log", "")).contains("unpackPhase", "installPhase");
        assertThat(candidates("shell", "buildPhase"))
                .containsExactly("buildPhase", "buildPhase@before", "buildPhase@after");
        assertThat(candidates("mount", "installPhase@"))
                .containsExactly("installPhase@before", "installPhase@failed");
        assertThat(candidates("log", "installPhase")).containsExactly("installPhase");
        assertThat(candidates("build", "--break", "installPhase@"))
                .containsExactly("installPhase@before", "installPhase@failed");
        assertThat(candidates("shell", layer.substring(0, 6))).containsExactly(layer);
        assertThat(candidates("ls", "--build", "20")).singleElement().asString().hasSize(24);
        assertThat(candidates("builds", "f")).containsExactly("failing");
        assertThat(candidates("build", "--scope", "X=unp")).containsExactly("X=unpackPhase");
        assertThat(candidates("diff", "build", "c")).contains("configurePhase", "checkPhase");
        assertThat(candidates("checkout", "buildPhase", "")).containsExactly(":directories");
        assertThat(candidates("run", "buildPhase", "--", "ma")).containsExactly(":files");
        assertThat(candidates("cat", "buildPhase:"))
                .containsExactly("buildPhase:built", "buildPhase:env-vars");
        assertThat(candidates("cat", "buildPhase:/b")).containsExactly("buildPhase:/build/");
        assertThat(candidates("ls", "--j")).containsExactly("--json");
    }

    @Test
    void nothingIsSaidWhereSomethingIsWrong() throws IOException {
        Path foreign = Files.createDirectory(bin.resolve("foreign"));
        Files.writeString(foreign.resolve("version"), "other", StandardCharsets.UTF_8);

        for (List<String> words :
                List.of(
                        List.of("__complete"),
                        List.of("__complete", "nonsense", ""),
                        List.of("__complete", "log", "--cache"),
                        List.of("__complete", "log", "--cache=" + foreign, ""),
                        List.of("__complete", "log", "--build", "none", ""),
                        List.of("__complete", "help", "zzz"))) {
            Ran ran = firn(words.toArray(String[]::new));
            assertThat(ran.status()).isZero();
            assertThat(ran.stderr()).isEmpty();
        }
        assertThat(firn("completion", "csh").status()).isEqualTo(2);
    }
}
