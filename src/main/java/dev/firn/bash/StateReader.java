package dev.firn.bash;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads states and deltas as [StateWriter] writes them. Anything else is an [IOException] or an
/// [IllegalStateException] of the JSON reader.
public final class StateReader {

    private final JsonReader json;

    public StateReader(JsonReader json) {
        this.json = json;
    }

    public ShellState state() throws IOException {
        SortedMap<String, Variable> variables = new TreeMap<>();
        SortedMap<String, ShellFunction> functions = new TreeMap<>();
        SortedMap<Setting, Value> settings = new TreeMap<>();
        json.beginObject();
        expect("variables");
        json.beginObject();
        while (json.hasNext()) {
            variables.put(json.nextName(), item().variable());
        }
        json.endObject();
        expect("functions");
        json.beginObject();
        while (json.hasNext()) {
            functions.put(json.nextName(), item().function());
        }
        json.endObject();
        expect("settings");
        json.beginArray();
        while (json.hasNext()) {
            Item item = item();
            settings.put(item.setting(), item.value);
        }
        json.endArray();
        json.endObject();
        return new ShellState(variables, functions, settings);
    }

    public StateDelta delta() throws IOException {
        SortedMap<String, Change<Variable>> variables = new TreeMap<>();
        SortedMap<String, Change<ShellFunction>> functions = new TreeMap<>();
        SortedMap<Setting, Change<Value>> settings = new TreeMap<>();
        json.beginObject();
        expect("variables");
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            Item item = item();
            variables.put(
                    name,
                    new Change<>(item.before.map(Item::variable), item.after.map(Item::variable)));
        }
        json.endObject();
        expect("functions");
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            Item item = item();
            functions.put(
                    name,
                    new Change<>(item.before.map(Item::function), item.after.map(Item::function)));
        }
        json.endObject();
        expect("settings");
        json.beginArray();
        while (json.hasNext()) {
            Item item = item();
            settings.put(
                    item.setting(),
                    new Change<>(
                            item.before.map(side -> side.value),
                            item.after.map(side -> side.value)));
        }
        json.endArray();
        json.endObject();
        return new StateDelta(variables, functions, settings);
    }

    /// One JSON object of any sort that occurs in a state or delta.
    private static final class Item {
        String flags = "";
        String kind = "";
        String name = "";
        Value value = new Value.Unset();
        Optional<Item> before = Optional.empty();
        Optional<Item> after = Optional.empty();

        Variable variable() {
            return new Variable(flags, value);
        }

        ShellFunction function() {
            return new ShellFunction(flags, value instanceof Value.Scalar(String text) ? text : "");
        }

        Setting setting() {
            return new Setting(Setting.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), name);
        }
    }

    private Item item() throws IOException {
        Item item = new Item();
        json.beginObject();
        while (json.hasNext()) {
            String field = json.nextName();
            switch (field) {
                case "flags" -> item.flags = json.nextString();
                case "kind" -> item.kind = json.nextString();
                case "name" -> item.name = json.nextString();
                case "text" -> item.value = new Value.Scalar(json.nextString());
                case "list" -> item.value = indexed();
                case "map" -> item.value = new Value.Associative(elements());
                case "before" -> item.before = Optional.of(item());
                case "after" -> item.after = Optional.of(item());
                default -> throw new IOException("unknown field " + field);
            }
        }
        json.endObject();
        return item;
    }

    private Value indexed() throws IOException {
        SortedMap<Long, String> list = new TreeMap<>();
        elements().forEach((index, text) -> list.put(Long.valueOf(index), text));
        return new Value.Indexed(list);
    }

    private Map<String, String> elements() throws IOException {
        Map<String, String> elements = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            elements.put(json.nextName(), json.nextString());
        }
        json.endObject();
        return elements;
    }

    private void expect(String name) throws IOException {
        String found = json.nextName();
        if (!found.equals(name)) {
            throw new IOException("expected " + name + ", not " + found);
        }
    }
}
