package dev.firn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SandboxTest {

    @TempDir(deletionStrategy = WholeTree.class)
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.firn.sandbox.Caller#all")
    void programsOwnCodeIsReported(Caller caller) throws Exception {
        assertThat(caller.run(directory, "exit 3")).isEqualTo("Exited[code=3]");
    }

    @Test
    void codesThatLookLikeAHarmlessSignalAreCodes() throws Exception {
        Playground playground = Playground.in(directory);
        assertThat(playground.run("exit 1").exit()).isEqualTo(new Exit.Exited(1));
        assertThat(playground.run("exit 130").exit()).isEqualTo(new Exit.Exited(130));
        assertThat(playground.run("exit 255").exit()).isEqualTo(new Exit.Exited(255));
    }

    @ParameterizedTest
    @MethodSource("dev.firn.sandbox.Caller#all")
    void crashOfTheProgramIsASignal(Caller caller) throws Exception {
        String script = "exec perl -e 'unpack(\"p\", pack(\"J\", 8))'";
        assertThat(caller.run(directory, script)).isEqualTo("Signalled[signal=11]");
    }

    @Test
    void killEndsEveryProcess() throws Exception {
        Playground playground = Playground.in(directory);
        Path upper = playground.fresh("upper");
        SandboxSpec spec =
                playground.spec(
                        upper, Playground.bash("setsid sleep 3101 & touch started; sleep 3102"));
        Path run = playground.fresh("run");
        SandboxProcess process = Sandbox.start(spec, run, OutputStream.nullOutputStream());
        Host.awaitFile(upper.resolve("build/started"));

        process.kill();

        assertThat(process.waitFor()).isEqualTo(new Exit.Signalled(9));
        assertThat(Host.processesWith("sleep 310")).isEmpty();
        assertThat(Host.mountsBelow(directory)).isEmpty();
        process.kill();
    }

    @Test
    void killAtOnceIsASignalToo() throws Exception {
        Playground playground = Playground.in(directory);
        for (int i = 0; i < 20; i++) {
            SandboxSpec spec =
                    playground.spec(playground.fresh("upper"), Playground.bash("sleep 3103"));
            SandboxProcess process =
                    Sandbox.start(spec, playground.fresh("run"), OutputStream.nullOutputStream());
            Thread.sleep(i);
            process.kill();
            assertThat(process.waitFor()).isEqualTo(new Exit.Signalled(9));
        }
        Host.awaitNoProcessWith("sleep 3103");
        Host.awaitNoMountsBelow(directory);
    }

    @ParameterizedTest
    @MethodSource("dev.firn.sandbox.Caller#all")
    void deathOfTheJvmEndsEverything(Caller caller) throws Exception {
        String script = "setsid sleep 3104 & touch started; sleep 3105";
        Process jvm = caller.jvm(directory, script).start();
        Path home = Caller.home(directory);
        while (Host.found(home, "started") == null) {
            assertThat(jvm.isAlive()).isTrue();
            Thread.sleep(10);
        }

        jvm.destroyForcibly().waitFor();

        Host.awaitNoProcessWith("sleep 310[45]");
        Host.awaitNoMountsBelow(directory);
    }

    @Test
    void backgroundProcessesEndWithTheProgram() throws Exception {
        Playground playground = Playground.in(directory);
        Playground.Outcome outcome = playground.run("setsid sleep 3106 & echo done");
        assertThat(outcome).isEqualTo(new Playground.Outcome(new Exit.Exited(0), "done\n"));
        assertThat(Host.processesWith("sleep 3106")).isEmpty();
    }

    @Test
    void outputIsWholeAndInOrder() throws Exception {
        Playground.Outcome outcome =
                Playground.in(directory).run("seq 1 30000; echo end >&2; printf '\\377\\r'");
        assertThat(outcome.log().lines()).hasSize(30002);
        assertThat(outcome.log()).endsWith("29999\n30000\nend\n\u00ff\r");
    }

    @Test
    void logThatCannotBeWrittenKillsTheProgram() throws Exception {
        Playground playground = Playground.in(directory);
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("no space left");
                    }
                };
        SandboxSpec spec =
                playground.spec(playground.fresh("upper"), Playground.bash("yes & sleep 3107"));
        SandboxProcess process = Sandbox.start(spec, playground.fresh("run"), full);
        assertThatThrownBy(process::waitFor)
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
        assertThat(Host.processesWith("sleep 3107")).isEmpty();
    }

    @Test
    void runsGoOnAtTheSameTime() throws Exception {
        Playground playground = Playground.in(directory);
        List<SandboxProcess> processes = new ArrayList<>();
        List<Path> uppers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            uppers.add(playground.fresh("upper"));
            SandboxSpec spec =
                    playground.spec(uppers.get(i), Playground.bash("echo $$ >file; exit " + i));
            processes.add(
                    Sandbox.start(spec, playground.fresh("run"), OutputStream.nullOutputStream()));
        }
        for (int i = 0; i < 8; i++) {
            assertThat(processes.get(i).waitFor()).isEqualTo(new Exit.Exited(i));
            assertThat(uppers.get(i).resolve("build/file")).hasContent("1");
        }
    }

    @Test
    void argumentsAndVariablesAreBytes() throws Exception {
        Playground playground = Playground.in(directory);
        TreeMap<String, String> environment = new TreeMap<>();
        environment.put("v", "\u00ff\n'\"$x\\");
        Program program =
                new Program(
                        "/bin/bash",
                        List.of(
                                "/bin/bash",
                                "-c",
                                "printf %s \"$1|$2|$v\"",
                                "-",
                                "a'\u00fe\nb",
                                ""),
                        environment,
                        "/");
        Playground.Outcome outcome =
                playground.run(playground.spec(playground.fresh("up"), program));
        assertThat(outcome.log()).isEqualTo("a'\u00fe\nb||\u00ff\n'\"$x\\");
    }
}
