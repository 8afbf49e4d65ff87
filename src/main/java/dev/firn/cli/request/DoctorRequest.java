package dev.firn.cli.request;

/// `firn doctor`.
public record DoctorRequest(Settings settings) {}
