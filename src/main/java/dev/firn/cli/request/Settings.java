package dev.firn.cli.request;

import java.util.Optional;

/// Options that every command takes.
///
/// @param cache the cache directory, when the user named one
/// @param verbose also say what is only of interest when something is wrong with firn itself
public record Settings(Optional<String> cache, boolean verbose) {}
