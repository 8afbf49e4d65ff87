package dev.firn.bash.mention;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What a reader of shell code has to know about the code's idioms; all of it is the caller's.
///
/// @param reading what to read in place of a text, without words that are no names at all
/// @param dynamic a further idiom by which code comes to what is not written in it
/// @param runners names of functions that can come to everything: code that mentions one lists all
///     names there are. They are not followed, unless they are roots
/// @param known functions that are not searched for code which comes to unwritten names
/// @param notFollowed names that are no mentions wherever they occur
/// @param phases names that are masked where they are only tested (`[ -z "$name" ]`, `[[
///     ${name-default} == ... ]]`) or assigned, and the default or assigned word is no mention then
/// @param pathWords names that are no mentions where they are part of a path or an option: where
///     they touch `/`, `.` or `-` without a `$` before them
/// @param derived names that the code makes out of a name it was given
public record MentionRules(
        UnaryOperator<String> reading,
        Pattern dynamic,
        Set<String> runners,
        Set<String> known,
        Set<String> notFollowed,
        Set<String> phases,
        Set<String> pathWords,
        List<DerivedName> derived) {

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    /// No idioms: every identifier is a mention.
    public static final MentionRules PLAIN = of(Set.of(), Set.of(), Set.of(), Set.of(), List.of());

    /// A reached name `X` also reaches the variable `X` without a suffix and with another one, if
    /// there is one: from `preBuildHook`, with `Hook` and `Hooks`, `preBuildHooks`. The suffix to
    /// take away may be empty.
    public record DerivedName(String without, String with) {

        /// The name that reaches this one, which ends in [#with()].
        String origin(String name) {
            return name.substring(0, name.length() - with.length()) + without;
        }
    }

    /// Rules by which every word of a text counts.
    public static MentionRules of(
            Set<String> runners,
            Set<String> notFollowed,
            Set<String> phases,
            Set<String> pathWords,
            List<DerivedName> derived) {
        return new MentionRules(
                UnaryOperator.identity(),
                NOTHING,
                runners,
                Set.of(),
                notFollowed,
                phases,
                pathWords,
                derived);
    }

    public MentionRules {
        runners = Set.copyOf(runners);
        known = Set.copyOf(known);
        notFollowed = Set.copyOf(notFollowed);
        phases = Set.copyOf(phases);
        pathWords = Set.copyOf(pathWords);
        derived = List.copyOf(derived);
    }
}
