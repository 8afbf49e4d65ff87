package dev.firn.bash;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Writes states and deltas as JSON; [StateReader] reads them. A byte is a char from U+0000 to
/// U+00FF. Equal deltas give equal JSON, except for the order within associative arrays, which is
/// bash's own.
public final class StateWriter {

    private final JsonWriter json;

    public StateWriter(JsonWriter json) {
        this.json = json;
    }

    public void write(ShellState state) throws IOException {
        json.beginObject();
        json.name("variables").beginObject();
        for (Map.Entry<String, Variable> entry : state.variables().entrySet()) {
            json.name(entry.getKey());
            variable(entry.getValue());
        }
        json.endObject();
        json.name("functions").beginObject();
        for (Map.Entry<String, ShellFunction> entry : state.functions().entrySet()) {
            json.name(entry.getKey());
            function(entry.getValue());
        }
        json.endObject();
        json.name("settings").beginArray();
        for (Map.Entry<Setting, Value> entry : state.settings().entrySet()) {
            json.beginObject();
            setting(entry.getKey());
            value(entry.getValue());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    public void write(StateDelta delta) throws IOException {
        json.beginObject();
        json.name("variables").beginObject();
        changes(delta.variables(), this::variable);
        json.endObject();
        json.name("functions").beginObject();
        changes(delta.functions(), this::function);
        json.endObject();
        json.name("settings").beginArray();
        for (Map.Entry<Setting, Change<Value>> entry : delta.settings().entrySet()) {
            json.beginObject();
            setting(entry.getKey());
            sides(entry.getValue(), this::wholeValue);
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private interface Part<T> {
        void write(T value) throws IOException;
    }

    private <T> void changes(SortedMap<String, Change<T>> changes, Part<T> part)
            throws IOException {
        for (Map.Entry<String, Change<T>> entry : changes.entrySet()) {
            json.name(entry.getKey()).beginObject();
            sides(entry.getValue(), part);
            json.endObject();
        }
    }

    private <T> void sides(Change<T> change, Part<T> part) throws IOException {
        side("before", change.before(), part);
        side("after", change.after(), part);
    }

    private <T> void side(String name, Optional<T> side, Part<T> part) throws IOException {
        if (side.isPresent()) {
            json.name(name);
            part.write(side.get());
        }
    }

    private void variable(Variable variable) throws IOException {
        json.beginObject();
        flags(variable.flags());
        value(variable.value());
        json.endObject();
    }

    private void function(ShellFunction function) throws IOException {
        json.beginObject();
        flags(function.flags());
        json.name("text").value(function.text());
        json.endObject();
    }

    private void flags(String flags) throws IOException {
        if (!flags.isEmpty()) {
            json.name("flags").value(flags);
        }
    }

    private void setting(Setting setting) throws IOException {
        json.name("kind").value(setting.kind().name().toLowerCase(Locale.ROOT));
        if (!setting.name().isEmpty()) {
            json.name("name").value(setting.name());
        }
    }

    private void wholeValue(Value value) throws IOException {
        json.beginObject();
        value(value);
        json.endObject();
    }

    private void value(Value value) throws IOException {
        switch (value) {
            case Value.Unset() -> {}
            case Value.Scalar(String text) -> json.name("text").value(text);
            case Value.Indexed(SortedMap<Long, String> elements) -> {
                json.name("list").beginObject();
                for (Map.Entry<Long, String> entry : elements.entrySet()) {
                    json.name(entry.getKey().toString()).value(entry.getValue());
                }
                json.endObject();
            }
            case Value.Associative(Map<String, String> elements) -> {
                json.name("map").beginObject();
                for (Map.Entry<String, String> entry : elements.entrySet()) {
                    json.name(entry.getKey()).value(entry.getValue());
                }
                json.endObject();
            }
        }
    }
}
