package dev.firn.nix.relocate;

/// A place that still names a scratch path, or may do so, after everything has been rewritten.
///
/// @param output the output it is in
/// @param file where in the output, bytes; empty for the output itself
/// @param offset in the file, or in the unpacked content of it
/// @param why it cannot be rewritten
public record Stale(String output, String file, long offset, String why) {

    @Override
    public String toString() {
        return output + ": " + (file.isEmpty() ? "." : file) + " at " + offset + ": " + why;
    }
}
