package dev.firn.nix.drv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Texts to put in the place of others, wherever a derivation may mention them.
final class Replacements {

    private final List<Replacement> replacements = new ArrayList<>();

    void add(String from, String to) {
        replacements.add(new Replacement(from, to));
    }

    String in(String text) {
        String replaced = text;
        for (Replacement replacement : replacements) {
            replaced = replaced.replace(replacement.from, replacement.to);
        }
        return replaced;
    }

    List<String> in(List<String> texts) {
        List<String> replaced = new ArrayList<>();
        for (String text : texts) {
            replaced.add(in(text));
        }
        return replaced;
    }

    /// In names and in values.
    SortedMap<String, String> in(Map<String, String> variables) {
        SortedMap<String, String> replaced = new TreeMap<>();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            replaced.put(in(variable.getKey()), in(variable.getValue()));
        }
        return replaced;
    }

    private record Replacement(String from, String to) {}
}
