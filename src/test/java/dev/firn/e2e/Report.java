package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.firn.testkit.Ran;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a run of `firn build --json` said.
record Report(Ran ran) {

    /// What became of each step, in order; a step that was joined to the next one included.
    Map<String, String> steps() {
        Map<String, String> steps = new LinkedHashMap<>();
        for (JsonElement step : json().getAsJsonArray("steps")) {
            JsonObject each = step.getAsJsonObject();
            steps.put(each.get("name").getAsString(), each.get("outcome").getAsString());
        }
        return steps;
    }

    /// Store path by output.
    SortedMap<String, String> results() {
        SortedMap<String, String> results = new TreeMap<>();
        for (JsonElement result : json().getAsJsonArray("results")) {
            JsonObject each = result.getAsJsonObject();
            results.put(each.get("output").getAsString(), each.get("path").getAsString());
        }
        return results;
    }

    /// Where the first output is.
    String out() {
        return results().getOrDefault("out", "no output");
    }

    /// The first step that ran, besides the setup, which always does.
    String firstThatRan() {
        for (Map.Entry<String, String> step : steps().entrySet()) {
            boolean idle = step.getValue().equals("cached") || step.getValue().equals("skipped");
            if (!idle && !step.getKey().equals("setup")) {
                return step.getKey();
            }
        }
        return "none";
    }

    Report orFail() {
        assertThat(ran.status()).as(ran.stdout() + ran.stderr()).isZero();
        return this;
    }

    private JsonObject json() {
        assertThat(ran.stdout()).as(ran.stderr()).startsWith("{");
        return JsonParser.parseString(ran.stdout()).getAsJsonObject();
    }
}
