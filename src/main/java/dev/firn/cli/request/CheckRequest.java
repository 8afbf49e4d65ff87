package dev.firn.cli.request;

/// `firn check`.
///
/// @param repair whether what is damaged is to be dropped
public record CheckRequest(Settings settings, boolean repair) {}
