package dev.firn.nix.compare;

import dev.firn.nix.compare.content.Cause;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which build id of theirs is which of ours: learnt from programs that are the same but for it.
final class BuildIds {

    /// The name of a directory of debugging files, which are named by build ids below it.
    static final String DIRECTORY = ".build-id";

    private static final Pattern NAME =
            Pattern.compile("([0-9a-f]{2})/([0-9a-f]+)(\\..*)?", Pattern.DOTALL);
    private static final Pattern MENTION = Pattern.compile("\\.build-id/([0-9a-f]{2})/([0-9a-f]+)");

    private final Map<String, Cause.BuildId> byTheirs = new HashMap<>();

    void learn(Difference.Content difference) {
        for (Cause cause : difference.causes()) {
            if (cause instanceof Cause.BuildId pair) {
                byTheirs.putIfAbsent(pair.theirs(), pair);
            }
        }
    }

    /// The id that a file below such a directory is named by.
    ///
    /// @param name below the directory: two digits, a slash, the others, and what kind of file
    static Optional<String> of(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() ? Optional.of(parts.group(1) + parts.group(2)) : Optional.empty();
    }

    /// Why a file below such a directory of theirs has another name than ours.
    Optional<Cause.BuildId> cause(String theirs) {
        return of(theirs).map(byTheirs::get);
    }

    /// The name that goes with it here.
    static String renamed(String theirs, Cause.BuildId cause) {
        return slashed(cause.ours()) + theirs.substring(cause.theirs().length() + 1);
    }

    /// Why a link of theirs leads elsewhere than ours, if only because of one build id.
    Optional<Cause> cause(String ours, String theirs) {
        Matcher mention = MENTION.matcher(theirs);
        while (mention.find()) {
            Cause.BuildId pair = byTheirs.get(mention.group(1) + mention.group(2));
            if (pair != null) {
                String target =
                        theirs.substring(0, mention.start(1))
                                + slashed(pair.ours())
                                + theirs.substring(mention.end());
                if (target.equals(ours)) {
                    return Optional.of(pair);
                }
            }
        }
        return Optional.empty();
    }

    private static String slashed(String id) {
        return id.substring(0, 2) + "/" + id.substring(2);
    }
}
