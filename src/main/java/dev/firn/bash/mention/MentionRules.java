package dev.firn.bash.mention;

import java.util.List;
import java.util.Set;

/// What a reader of shell code has to know about the code's idioms; all of it is the caller's.
///
/// @param notFollowed names that are no mentions wherever they occur: the runner's own, which name
///     everything
/// @param phases names that are reached only where they are called: as a bare word, or through
///     `${!name`. Where they are only looked at (`$name`, `${name-default}`) or assigned, they are
///     masked, and the default or assigned word is no mention
/// @param pathWords names that are no mentions where they are part of a path or an option: where
///     they touch `/`, `.` or `-` without a `$` before them
/// @param derived names that the code makes out of a name it was given
public record MentionRules(
        Set<String> notFollowed,
        Set<String> phases,
        Set<String> pathWords,
        List<DerivedName> derived) {

    /// No idioms: every identifier is a mention.
    public static final MentionRules PLAIN =
            new MentionRules(Set.of(), Set.of(), Set.of(), List.of());

    /// A reached name `X` also reaches the variable `X` without a suffix and with another one, if
    /// there is one: from `preBuildHook`, with `Hook` and `Hooks`, `preBuildHooks`. The suffix to
    /// take away may be empty.
    public record DerivedName(String without, String with) {

        String from(String name) {
            return name.substring(0, name.length() - without.length()) + with;
        }
    }

    public MentionRules {
        notFollowed = Set.copyOf(notFollowed);
        phases = Set.copyOf(phases);
        pathWords = Set.copyOf(pathWords);
        derived = List.copyOf(derived);
    }
}
