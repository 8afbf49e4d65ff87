package dev.firn.nix.drv;

import static dev.firn.nix.drv.BuilderInputs.BUILD_DIR;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.firn.digest.Digest;
import dev.firn.nix.path.NixBase32;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.text.NixJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Collects environment and files in the order in which Nix lets one override the other:
/// defaults, the derivation's attributes, what nobody may override.
final class BuilderHandover {

    static final String ATTRS_SH = ".attrs.sh";
    static final String ATTRS_JSON = ".attrs.json";

    private final StableDerivation derivation;
    private final Attributes attributes;
    private final BuilderInputs.Settings settings;
    private final SortedMap<String, String> env = new TreeMap<>();
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    BuilderHandover(StableDerivation derivation, BuilderInputs.Settings settings) {
        this.derivation = derivation;
        this.attributes = derivation.attributes();
        this.settings = settings;
    }

    SortedMap<String, String> env() {
        return env;
    }

    SortedMap<String, byte[]> files() {
        return files;
    }

    void addDefaults() {
        env.put("PATH", "/path-not-set");
        env.put("HOME", "/homeless-shelter");
        env.put("NIX_STORE", StorePath.STORE_DIR);
        env.put("NIX_BUILD_CORES", Integer.toString(settings.cores()));
    }

    void addAttributes(ReferencesGraph graph) {
        Optional<JsonObject> structured = attributes.structured();
        if (structured.isPresent()) {
            addStructured(structured.get(), graph);
        } else {
            addVariables();
            addRegistrations(graph);
        }
    }

    void addForced() {
        for (String name : List.of("NIX_BUILD_TOP", "TMPDIR", "TEMPDIR", "TMP", "TEMP", "PWD")) {
            env.put(name, BUILD_DIR);
        }
        if (derivation.original().isFixed()) {
            env.put("NIX_OUTPUT_CHECKED", "1");
            for (String name : attributes.strings("impureEnvVars").orElse(List.of())) {
                env.put(name, settings.impureEnv().getOrDefault(name, ""));
            }
        }
        env.put("NIX_LOG_FD", "2");
        env.put("TERM", "xterm-256color");
    }

    private void addVariables() {
        Set<String> asFile = Set.copyOf(attributes.strings("passAsFile").orElse(List.of()));
        for (Map.Entry<String, String> variable : derivation.env().entrySet()) {
            String name = variable.getKey();
            if (asFile.contains(name)) {
                String file = ".attr-" + NixBase32.encode(Digest.of(bytes(name)).bytes());
                addFile(name + "Path", file, variable.getValue());
            } else {
                env.put(name, variable.getValue());
            }
        }
    }

    private void addRegistrations(ReferencesGraph graph) {
        List<String> words = attributes.strings(ReferencesGraph.ATTRIBUTE).orElse(List.of());
        if (words.size() % 2 != 0) {
            throw ReferencesGraph.refused("a file name has no path after it");
        }
        for (int i = 0; i < words.size(); i += 2) {
            String file = words.get(i);
            if (!isFileName(file)) {
                throw ReferencesGraph.refused("'" + file + "' cannot be the name of a file");
            }
            files.put(file, bytes(graph.registration(storePath(words.get(i + 1)))));
        }
    }

    private void addStructured(JsonObject json, ReferencesGraph graph) {
        JsonObject outputs = new JsonObject();
        for (Map.Entry<String, StorePath> output : derivation.scratch().entrySet()) {
            outputs.addProperty(output.getKey(), output.getValue().toString());
        }
        json.add("outputs", outputs);
        if (json.get(ReferencesGraph.ATTRIBUTE) instanceof JsonObject wanted) {
            for (Map.Entry<String, JsonElement> entry : wanted.entrySet()) {
                SortedSet<StorePath> roots = new TreeSet<>();
                addRoots(entry.getValue(), roots);
                json.add(entry.getKey(), graph.json(roots, settings.graphSaysValid()));
            }
        }
        addFile("NIX_ATTRS_SH_FILE", ATTRS_SH, AttrsShell.print(json));
        addFile("NIX_ATTRS_JSON_FILE", ATTRS_JSON, NixJson.print(json));
    }

    private static void addRoots(JsonElement value, SortedSet<StorePath> roots) {
        if (value.isJsonArray()) {
            for (JsonElement element : value.getAsJsonArray()) {
                addRoots(element, roots);
            }
        } else if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            roots.add(storePath(primitive.getAsString()));
        } else {
            throw ReferencesGraph.refused(value + " is not a path");
        }
    }

    private static StorePath storePath(String path) {
        try {
            return StorePath.containing(path);
        } catch (IllegalArgumentException _) {
            throw ReferencesGraph.refused("'" + path + "' is not a store path");
        }
    }

    private static boolean isFileName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean other = (c >= '0' && c <= '9') || c == '.' || c == '-';
            if (!letter && (i == 0 || !other)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private void addFile(String variable, String file, String content) {
        files.put(file, bytes(content));
        env.put(variable, BUILD_DIR + "/" + file);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
