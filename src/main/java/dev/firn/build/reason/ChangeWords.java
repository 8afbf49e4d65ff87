package dev.firn.build.reason;

import dev.firn.key.KeyChange;
import dev.firn.nix.path.StorePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Changes in a key, in words.
public final class ChangeWords {

    private static final int SHOWN = 3;
    private static final int OF_PEOPLE = 1;
    private static final int OF_HOOKS = 4;
    private static final String PHASE = "Phase";

    private ChangeWords() {}

    static String line(Miss.Changed changed, String below) {
        List<String> named = new ArrayList<>();
        for (KeyChange change : changed.changes()) {
            named.add(of(change));
        }
        for (KeyChange change : changed.below()) {
            named.add(of(change));
        }
        if (named.isEmpty()) {
            return changed.otherParent() && !below.isEmpty()
                    ? below
                    : "what the setup leaves behind changed";
        }
        int more = named.size() - SHOWN;
        String list = String.join(", ", named.subList(0, Math.min(SHOWN, named.size())));
        return more > 0 ? list + " and " + more + " more" : list;
    }

    /// One change, as in `postInstall changed` or `input zlib-1.3 is new`.
    public static String of(KeyChange change) {
        String what = subject(change);
        if (change.before().isEmpty()) {
            return what + " is new";
        }
        return change.after().isEmpty() ? what + " is gone" : what + " changed";
    }

    private static String subject(KeyChange change) {
        String name = change.name();
        return switch (change.kind()) {
            case PARENT -> "the layer below";
            case STEP -> name.equals("name") ? "the step" : "how the step is run";
            case SANDBOX -> name;
            case INPUT ->
                    "input "
                            + (name.length() > StorePath.HASH_LENGTH
                                    ? name.substring(StorePath.HASH_LENGTH + 1)
                                    : name);
            case FILE -> "file " + name;
            case VARIABLE -> name;
            case FUNCTION -> "function " + name;
            case SHELL -> "shell's " + name;
        };
    }

    /// In order: what people look for comes first, what they wrote before what follows from it.
    ///
    /// @param step that sees it
    public static List<KeyChange> sorted(List<KeyChange> changes, String step) {
        List<KeyChange> sorted = new ArrayList<>(changes);
        sorted.sort(Comparator.comparingInt(each -> isOfStep(each, step) ? -1 : rank(each)));
        return sorted;
    }

    /// Whether it is a variable that is named after the step, as `postPatch` is after patchPhase.
    public static boolean isOfStep(KeyChange change, String step) {
        String stem =
                step.endsWith(PHASE) ? step.substring(0, step.length() - PHASE.length()) : step;
        boolean variable = rank(change) == OF_PEOPLE || rank(change) == OF_HOOKS;
        return variable
                && !stem.isEmpty()
                && change.name().toLowerCase(Locale.ROOT).contains(stem.toLowerCase(Locale.ROOT));
    }

    /// Attributes of a package begin with a small letter, what setup hooks make of the inputs does
    /// not.
    private static int rank(KeyChange change) {
        return switch (change.kind()) {
            case STEP -> 0;
            case VARIABLE -> Character.isLowerCase(change.name().charAt(0)) ? OF_PEOPLE : OF_HOOKS;
            case INPUT -> 2;
            case FUNCTION -> 3;
            case FILE -> 5;
            case SHELL -> 6;
            case SANDBOX -> 7;
            case PARENT -> 8;
        };
    }
}
