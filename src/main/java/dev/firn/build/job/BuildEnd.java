package dev.firn.build.job;

import dev.firn.cache.BuildRecord;

/// How a build ended. Its events have told the rest.
public sealed interface BuildEnd {

    /// What is kept of the build.
    BuildRecord record();

    /// All outputs are in the store.
    record Built(BuildRecord record) implements BuildEnd {}

    /// It went as far as it was asked to.
    record Stopped(BuildRecord record) implements BuildEnd {}

    /// A step failed.
    record Failed(BuildRecord record) implements BuildEnd {}
}
