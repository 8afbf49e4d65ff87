package dev.firn.build.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.bash.StateDelta;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepEffectTest {

    private static final StepEffect ENDS =
            new StepEffect(new StateDelta(new TreeMap<>(), new TreeMap<>(), new TreeMap<>()), true);

    @TempDir Path home;

    @Test
    void whatWasWrittenIsRead() throws Exception {
        Path file = home.resolve("delta.json");
        ENDS.write(file);
        assertThat(StepEffect.read(file)).contains(ENDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 25, 40})
    void aFileThatWasCutShortSaysNothing(int length) throws Exception {
        Path file = home.resolve("delta.json");
        ENDS.write(file);
        Files.writeString(file, Files.readString(file).substring(0, length));
        assertThat(StepEffect.read(file)).isEmpty();
    }

    @Test
    void bytesThatAreNoTextSayNothing() throws Exception {
        Path file = home.resolve("delta.json");
        Files.write(file, new byte[] {'{', (byte) 0x9d, 0, (byte) 0xff});
        assertThat(StepEffect.read(file)).isEmpty();
    }

    @Test
    void aFileThatIsGoneSaysNothing() {
        assertThat(StepEffect.read(home.resolve("delta.json"))).isEmpty();
    }
}
