package dev.firn.recipe.sight;

import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import dev.firn.nix.path.StorePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is stdenv's own in a state after the setup: its functions, and the tools that it brings
/// along whatever a package adds.
///
/// @param functions read from the setup script, from files beside it, or from a default hook
/// @param tools packages of `initialPath` and of the default inputs
record OwnCode(Set<String> functions, Set<String> tools) {

    /// Variables that hold code: their words are called or evaluated.
    private static final Pattern CODE =
            Pattern.compile("(pre|post)[A-Z]\\w*|\\w*(Phase|Hook|Hooks|Cmd)|setSourceRoot");

    private static final Pattern WORDS = Pattern.compile("[\\s\\x00]+");

    OwnCode {
        functions = Set.copyOf(functions);
        tools = Set.copyOf(tools);
    }

    /// @param fresh the state after the setup
    /// @param origins the file that each function was read from
    static OwnCode of(ShellState fresh, Map<String, String> origins) {
        Set<String> tools = new HashSet<>();
        for (String list :
                List.of("initialPath", "defaultNativeBuildInputs", "defaultBuildInputs")) {
            tools.addAll(words(fresh.variables().get(list)));
        }
        Set<String> places = new HashSet<>(tools);
        Variable stdenv = fresh.variables().get("stdenv");
        if (stdenv != null && !stdenv.text().isEmpty()) {
            places.add(stdenv.text());
        }
        Set<String> functions = new HashSet<>();
        for (Map.Entry<String, String> origin : origins.entrySet()) {
            for (String place : places) {
                String file = origin.getValue();
                if (file.equals(place) || file.startsWith(place + '/')) {
                    functions.add(origin.getKey());
                }
            }
        }
        tools.addAll(places);
        return new OwnCode(functions, tools);
    }

    /// Those of the inputs that are stdenv's own.
    Set<StorePath> inputs(Collection<StorePath> all) {
        Set<StorePath> own = new HashSet<>();
        for (StorePath input : all) {
            if (tools.contains(input.toString())) {
                own.add(input);
            }
        }
        return own;
    }

    /// Whether nothing but stdenv's own functions can run in a step: no function of a package or
    /// of another hook, and no text of an attribute.
    ///
    /// @param state before the step
    boolean isAllOf(Reach reach, ShellState state) {
        for (String name : reach.names()) {
            if (state.functions().containsKey(name) && !functions.contains(name)) {
                return false;
            }
            Variable variable = state.variables().get(name);
            if (variable != null
                    && CODE.matcher(name).matches()
                    && !functions.containsAll(words(variable))) {
                return false;
            }
        }
        return !reach.readsAll();
    }

    private static List<String> words(@Nullable Variable variable) {
        List<String> words = new ArrayList<>();
        Value value = variable == null ? new Value.Unset() : variable.value();
        for (String text : value.texts()) {
            for (String word : WORDS.split(text)) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
        return words;
    }
}
