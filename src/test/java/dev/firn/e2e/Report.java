package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.firn.testkit.Ran;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    /// The steps that ran, besides the setup.
    List<String> stepsThatRan() {
        List<String> ran = new ArrayList<>();
        for (Map.Entry<String, String> step : steps().entrySet()) {
            if (step.getValue().equals("done") && !step.getKey().equals("setup")) {
                ran.add(step.getKey());
            }
        }
        return ran;
    }

    /// Why a step ran.
    String reason(String step) {
        return of(step).get("reason").getAsString();
    }

    /// What is said of how a step ended.
    String detail(String step) {
        return of(step).get("detail").getAsString();
    }

    private JsonObject of(String step) {
        for (JsonElement each : json().getAsJsonArray("steps")) {
            if (each.getAsJsonObject().get("name").getAsString().equals(step)) {
                return each.getAsJsonObject();
            }
        }
        throw new AssertionError("no step " + step);
    }

    boolean isForced() {
        return json().get("forced").getAsBoolean();
    }

    /// What was ignored by forcing.
    List<String> ignored() {
        List<String> ignored = new ArrayList<>();
        json().getAsJsonArray("ignored").forEach(line -> ignored.add(line.getAsString()));
        return ignored;
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
