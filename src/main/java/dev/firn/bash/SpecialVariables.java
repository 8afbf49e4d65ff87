package dev.firn.bash;

import java.util.List;
import java.util.Set;

/// The variables to which bash gives a meaning of its own.
public final class SpecialVariables {

    private SpecialVariables() {}

    /// Kept by bash itself: read-only, computed when read, or made anew by every process. They are
    /// no part of a state. BASHOPTS is among them because it is stale after an assignment to
    /// GLOBIGNORE; `shopt -p` is right.
    public static final Set<String> KEPT_BY_BASH =
            Set.of(
                    "BASHOPTS",
                    "BASHPID",
                    "BASH_ALIASES",
                    "BASH_ARGC",
                    "BASH_ARGV",
                    "BASH_ARGV0",
                    "BASH_CMDS",
                    "BASH_COMMAND",
                    "BASH_EXECUTION_STRING",
                    "BASH_LINENO",
                    "BASH_MONOSECONDS",
                    "BASH_SOURCE",
                    "BASH_SUBSHELL",
                    "BASH_TRAPSIG",
                    "BASH_VERSINFO",
                    "BASH_VERSION",
                    "COMP_WORDBREAKS",
                    "DIRSTACK",
                    "EPOCHREALTIME",
                    "EPOCHSECONDS",
                    "EUID",
                    "FUNCNAME",
                    "GROUPS",
                    "HISTCMD",
                    "LINENO",
                    "PIPESTATUS",
                    "PPID",
                    "RANDOM",
                    "SECONDS",
                    "SHELLOPTS",
                    "SRANDOM",
                    "UID",
                    "_");

    /// Those of [#KEPT_BY_BASH] that `declare -p` lists in every shell unless the build unset them.
    public static final Set<String> CAN_BE_DROPPED =
            Set.of(
                    "BASHPID",
                    "BASH_ALIASES",
                    "BASH_ARGV0",
                    "BASH_CMDS",
                    "BASH_COMMAND",
                    "BASH_SUBSHELL",
                    "COMP_WORDBREAKS",
                    "DIRSTACK",
                    "EPOCHREALTIME",
                    "EPOCHSECONDS",
                    "FUNCNAME",
                    "GROUPS",
                    "HISTCMD",
                    "LINENO",
                    "RANDOM",
                    "SECONDS",
                    "SRANDOM");

    /// What bash sets when it starts with an empty environment and without being asked.
    public static final List<String> MADE_AT_START =
            List.of(
                    "BASH",
                    "BASH_LOADABLES_PATH",
                    "HOSTNAME",
                    "HOSTTYPE",
                    "IFS",
                    "MACHTYPE",
                    "OLDPWD",
                    "OPTERR",
                    "OPTIND",
                    "OSTYPE",
                    "PATH",
                    "PS4",
                    "PWD",
                    "SHELL",
                    "SHLVL",
                    "TERM");

    /// Written by bash as a by-product of what a step does: a later step has no use for an older
    /// value, so the last writer wins when a delta meets another state.
    public static final Set<String> LAST_WRITER_WINS =
            Set.of(
                    "BASH_REMATCH",
                    "MAPFILE",
                    "OLDPWD",
                    "OPTARG",
                    "OPTIND",
                    "PWD",
                    "REPLY",
                    "SHLVL");

    /// Assigned by bash itself when an option of the same meaning is set.
    public static final List<String> OPTIONS = List.of("BASH_COMPAT", "IGNOREEOF");

    /// Whether an assignment to it changes how the shell reads or does what follows, so that it has
    /// to come after everything else.
    public static boolean isLate(String name) {
        return name.startsWith("LC_") || LATE.contains(name);
    }

    private static final Set<String> LATE =
            Set.of(
                    "BASH_XTRACEFD",
                    "FUNCNEST",
                    "GLOBIGNORE",
                    "GLOBSORT",
                    "HISTFILE",
                    "HISTFILESIZE",
                    "HISTSIZE",
                    "IFS",
                    "LANG",
                    "LANGUAGE",
                    "POSIXLY_CORRECT",
                    "PS4",
                    "TMOUT");
}
