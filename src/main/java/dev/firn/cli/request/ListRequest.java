package dev.firn.cli.request;

/// `firn ls`.
public record ListRequest(Settings settings) {}
