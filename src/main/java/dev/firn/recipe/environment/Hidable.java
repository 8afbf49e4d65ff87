package dev.firn.recipe.environment;

import java.util.Set;
import java.util.regex.Pattern;

/// The names of exported variables that may be hidden from a step whose code does not mention them.
///
/// A child process can read any exported variable, so such a variable stays visible unless it is
/// known to be for the shell code of stdenv and its hooks alone: the code, hooks, flags and toggles
/// of phases, and stdenv's own list of dependencies. The names are those of the nixpkgs manual,
/// chapter "The standard environment", and of the hooks in nixpkgs. `make` takes every variable of
/// its environment for one of its own, which is why the list is closed and not "all lower case".
public final class Hidable {

    private static final Pattern NAMES =
            Pattern.compile(
                    String.join(
                            "|",
                            "(pre|post)[A-Z]\\w*",
                            "[a-z]\\w*(Phase|Phases|Hook|Hooks)",
                            "[a-z]\\w*(Flags|FlagsArray|Target|Targets)",
                            "(dont|do)[A-Z]\\w*",
                            "(cmake|meson|ninja|waf|scons|bazel|zig|dune)[A-Z]\\w*",
                            "(pypa|pytest|setuptools|cargo|npm|yarn|pnpm|maven|gradle)[A-Z]\\w*",
                            "no(AuditTmpdir|BrokenSymlinks)",
                            "strip(Debug|All)(List|Flags)(Target)?|stripExclude",
                            "enableParallel(Building|Checking|Installing)",
                            "[a-z]\\w*Inputs",
                            "deps(Build|Host|Target)(Build|Host|Target)(Propagated)?",
                            "propagated(BuildOutputs|UserEnvPkgs|Sandbox\\w*)",
                            "(en|dis)abledTest\\w*",
                            "(make|qt)WrapperArgs",
                            "output(Dev|Bin|Lib|Include|Doc|Devdoc|Man|Devman|Info)"));

    private static final Set<String> LISTED =
            Set.of(
                    "patches",
                    "phases",
                    "outputs",
                    "stdenv",
                    "builder",
                    "meta",
                    "passthru",
                    "unpackCmd",
                    "setSourceRoot",
                    "configureScript",
                    "configurePlatforms",
                    "prefixKey",
                    "makefile",
                    "forceShare",
                    "moveToDev",
                    "tarballs",
                    "pythonImportsCheck",
                    "pytestFlagsArray",
                    "setupHook",
                    "setupHooks",
                    "initialPath");

    private Hidable() {}

    /// Whether a variable of this name may be hidden although it is exported.
    public static boolean is(String name) {
        return LISTED.contains(name)
                || (Outputs.NAMES.contains(name) && !name.equals(Outputs.OUT))
                || NAMES.matcher(name).matches();
    }
}
