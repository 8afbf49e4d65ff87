package dev.firn.doctor;

/// What one probe of the host found.
///
/// @param probe what was tried, a few words
/// @param detail what was found: a version, a place, or what went wrong
/// @param fix what to type or change; empty when nothing needs to be done
public record Finding(String probe, Verdict verdict, String detail, String fix) {

    /// How a finding bears on building.
    public enum Verdict {
        /// It works.
        FINE,
        /// Builds work, with something slower or missing.
        WARNING,
        /// firn cannot build here.
        LACKING
    }
}
