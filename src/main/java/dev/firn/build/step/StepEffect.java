package dev.firn.build.step;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.firn.bash.StateDelta;
import dev.firn.bash.StateReader;
import dev.firn.bash.StateWriter;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// What a step did besides its files, as it is kept in `delta.json` of its layer.
///
/// @param delta what it changed in the shell's state
/// @param ends whether it ended the build by `exit 0`, so that nothing comes after it
/// @param command that failed, bytes; empty when none did or it is not known
public record StepEffect(StateDelta delta, boolean ends, String command) {

    /// Of a step that succeeded.
    public StepEffect(StateDelta delta, boolean ends) {
        this(delta, ends, "");
    }

    public void write(Path file) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject().name("ends").value(ends);
            if (!command.isEmpty()) {
                json.name("command").value(command);
            }
            json.name("delta");
            new StateWriter(json).write(delta);
            json.endObject();
        }
        byte[] content = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        Summed.write(file, content);
    }

    /// @return nothing when the file is damaged or not there
    public static Optional<StepEffect> read(Path file) {
        StateDelta delta = null;
        boolean ends = false;
        String command = "";
        try (JsonReader json = new JsonReader(text(file))) {
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "ends" -> ends = json.nextBoolean();
                    case "command" -> command = json.nextString();
                    case "delta" -> delta = new StateReader(json).delta();
                    default -> json.skipValue();
                }
            }
            json.endObject();
        } catch (IOException | RuntimeException e) {
            // Damaged: gson and the reader of states each have their own exceptions.
            return Optional.empty();
        }
        return delta == null ? Optional.empty() : Optional.of(new StepEffect(delta, ends, command));
    }

    private static Reader text(Path file) throws IOException {
        byte[] content = Summed.read(file).orElseThrow();
        return new StringReader(new String(content, StandardCharsets.UTF_8));
    }
}
