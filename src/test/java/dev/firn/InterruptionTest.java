package dev.firn;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Signals, sent to a Java process of its own.
class InterruptionTest {

    @Test
    void workIsInterruptedAndMayCleanUpBeforeTheProcessEnds() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Worker.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("working");
            // Ctrl-C is treated alike, but a test that runs in the background may ignore it.
            new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();

            assertThat(out.readLine()).isEqualTo("cleaned up");
            assertThat(process.waitFor(30, SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
        } finally {
            process.destroyForcibly();
        }
    }

    /// What is interrupted.
    static final class Worker {

        private Worker() {}

        public static void main(String[] args) throws InterruptedException {
            Interruption interruption = Interruption.ofThisThread();
            try {
                System.out.println("working");
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.sleep(200);
                System.out.println("cleaned up");
            } finally {
                interruption.workIsDone();
            }
            interruption.exit(70);
        }
    }
}
