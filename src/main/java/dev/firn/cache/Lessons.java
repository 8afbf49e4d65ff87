package dev.firn.cache;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.firn.recipe.sight.Revealed;
import dev.firn.store.CacheDirectory;
import dev.firn.store.file.PrivateDirectory;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What steps of a package were found to need although their code does not mention it, so that an
/// edit does not make them find it out again.
///
/// It only spares runs. Without it every step would come to the same layer under the same key, by
/// way of an [Entry.Reveal]; so two caches that differ in it agree on keys. Two processes may write
/// it at once: the last one wins, and what the other one found is found again.
public final class Lessons {

    private final CacheDirectory cache;
    private final PackageName name;
    private final boolean all;
    private Optional<SortedMap<String, Revealed>> known = Optional.empty();

    /// @param all whether every step is to see everything, whatever was learned
    public Lessons(CacheDirectory cache, PackageName name, boolean all) {
        this.cache = cache;
        this.name = name;
        this.all = all;
    }

    /// What this step has to see.
    public Revealed of(String step) throws IOException {
        return all ? Revealed.EVERYTHING : all().getOrDefault(step, Revealed.NOTHING);
    }

    public void learn(String step, Revealed revealed) throws IOException {
        Revealed more = of(step).plus(revealed);
        if (!more.equals(of(step))) {
            all().put(step, more);
            write();
        }
    }

    private SortedMap<String, Revealed> all() throws IOException {
        if (known.isEmpty()) {
            known = Optional.of(read());
        }
        return known.get();
    }

    private SortedMap<String, Revealed> read() throws IOException {
        Optional<byte[]> content;
        try {
            content = Summed.read(cache.knowledge(name.value()));
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        }
        return content.isEmpty()
                ? new TreeMap<>()
                : parse(new String(content.get(), StandardCharsets.UTF_8));
    }

    private void write() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent(" ");
            json.beginObject();
            for (Map.Entry<String, Revealed> step : all().entrySet()) {
                json.name(step.getKey()).beginObject();
                json.name("everything").value(step.getValue().everything());
                json.name("names").beginArray();
                for (String each : step.getValue().names()) {
                    json.value(each);
                }
                json.endArray().endObject();
            }
            json.endObject();
        }
        Path place = cache.knowledge(name.value());
        PrivateDirectory.makeAll(place.resolveSibling(".").normalize());
        byte[] content = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        cache.workroom().replace(place, Summed.of(place, content));
    }

    private static SortedMap<String, Revealed> parse(String text) throws IOException {
        SortedMap<String, Revealed> steps = new TreeMap<>();
        JsonReader json = new JsonReader(new StringReader(text));
        json.beginObject();
        while (json.hasNext()) {
            steps.put(json.nextName(), revealed(json));
        }
        json.endObject();
        return steps;
    }

    private static Revealed revealed(JsonReader json) throws IOException {
        boolean everything = false;
        SortedSet<String> names = new TreeSet<>();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "everything" -> everything = json.nextBoolean();
                case "names" -> {
                    json.beginArray();
                    while (json.hasNext()) {
                        names.add(json.nextString());
                    }
                    json.endArray();
                }
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new Revealed(names, everything);
    }
}
