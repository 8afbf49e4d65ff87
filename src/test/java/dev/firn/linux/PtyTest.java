package dev.firn.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PtyTest {

    private static Process shell(String script) throws IOException {
        return new ProcessBuilder("sh", "-c", script)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String drain(Pty pty) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[1000];
        for (int count = pty.read(buffer); count >= 0; count = pty.read(buffer)) {
            all.write(buffer, 0, count);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void bytesArriveUnchanged() throws Exception {
        try (Pty pty = Pty.open()) {
            shell("printf 'a\\nb\\r\\003\\004\\377\\tz' >" + pty.slavePath()).waitFor();
            pty.hangUp();
            assertThat(drain(pty)).isEqualTo("a\nb\r\003\004\377\tz");
        }
    }

    @Test
    void largeOutputArrivesWhole() throws Exception {
        try (Pty pty = Pty.open()) {
            Process process = shell("seq 1 50000 >" + pty.slavePath());
            Thread end =
                    Thread.startVirtualThread(
                            () -> {
                                process.onExit().join();
                                pty.hangUp();
                            });
            String text = drain(pty);
            end.join();
            assertThat(text.lines()).hasSize(50000).endsWith("50000");
        }
    }

    @Test
    void nothingWrittenIsAnEmptyOutput() throws Exception {
        try (Pty pty = Pty.open()) {
            pty.hangUp();
            assertThat(drain(pty)).isEmpty();
        }
    }

    @Test
    void slaveIsATerminalWithoutSize() throws Exception {
        try (Pty pty = Pty.open()) {
            Process process = shell("stty size <" + pty.slavePath());
            String text =
                    new String(
                            process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(text).startsWith("0 0\n");
        }
    }
}
