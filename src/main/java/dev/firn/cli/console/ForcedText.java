package dev.firn.cli.console;

import dev.firn.cache.BuildRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is said about layers that were reused although their keys did not match.
public final class ForcedText {

    private ForcedText() {}

    /// What is said at the end of the build.
    ///
    /// @param stopped whether the build ended before its result
    public static String end(boolean stopped) {
        return stopped
                ? "forced: a clean build may come to something else"
                : "forced: the result may not be that of a clean build; firn verify compares them";
    }

    /// What stands behind a build in a listing.
    ///
    /// @param verified what a comparison with a clean build came to, if there was one
    public static String listed(boolean forced, Optional<BuildRecord.Verdict> verified) {
        List<String> words = new ArrayList<>();
        if (forced) {
            words.add("forced");
        }
        if (verified.isPresent()) {
            words.add(
                    switch (verified.get()) {
                        case IDENTICAL, SAME_BUT -> "verified";
                        case DIFFERENT -> "verified to differ";
                    });
        } else if (forced) {
            words.add("not verified");
        }
        return words.isEmpty() ? "" : "  " + String.join(", ", words);
    }

    /// What is said of the mark when a forced build has been verified.
    public static String cleared(boolean differs) {
        return differs
                ? "the build was forced, and its result is not that of a clean build"
                : "the build was forced; its result has been verified, the mark is cleared";
    }

    /// @param ignored what has changed since they were made
    public static List<String> lines(List<String> ignored) {
        List<String> lines = new ArrayList<>();
        lines.add("forced: the layers above are reused, whatever changed since they were made");
        for (String change : ignored) {
            lines.add("  ignored: " + change);
        }
        return lines;
    }
}
