package dev.firn.cli.request;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// `firn plan`.
///
/// @param nixOptions words to hand to Nix as they are
/// @param scopes the first step that sees a variable, by the variable's name
public record PlanRequest(
        Settings settings, Named named, List<String> nixOptions, SortedMap<String, String> scopes) {

    public PlanRequest {
        nixOptions = List.copyOf(nixOptions);
        scopes = Collections.unmodifiableSortedMap(new TreeMap<>(scopes));
    }
}
