package dev.firn.recipe;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which variables belong to a phase: its code, hooks, flags and toggles.
///
/// A phase `xPhase` owns the names that stdenv derives from it (`preX`, `dontX`, `xFlags`, ...) and
/// those listed here. A step that comes before the owner does not see them, unless its code
/// mentions them. The names are those of the nixpkgs manual, chapter "The standard environment".
final class PhaseNames {

    private static final Map<String, Set<String>> LISTED =
            Map.of(
                    "unpackPhase",
                    Set.of("unpackCmd", "setSourceRoot", "dontMakeSourcesWritable"),
                    "patchPhase",
                    Set.of("patches"),
                    "configurePhase",
                    Set.of(
                            "configureScript",
                            "prefixKey",
                            "dontAddPrefix",
                            "dontAddDisableDepTrack",
                            "dontAddStaticConfigureFlags",
                            "dontDisableStatic",
                            "dontFixLibtool",
                            "dontPatchShebangsInConfigure",
                            "configurePlatforms",
                            "cmakeFlags",
                            "cmakeFlagsArray",
                            "cmakeDir",
                            "mesonFlags",
                            "mesonFlagsArray",
                            "dontUseCmakeConfigure",
                            "dontUseMesonConfigure"),
                    "buildPhase",
                    Set.of(
                            "makefile",
                            "makeFlags",
                            "makeFlagsArray",
                            "ninjaFlags",
                            "ninjaFlagsArray",
                            "dontUseNinjaBuild"),
                    "checkPhase",
                    Set.of(
                            "enableParallelChecking",
                            "dontUseNinjaCheck",
                            "dontUseMesonCheck",
                            "mesonCheckFlags",
                            "mesonCheckFlagsArray"),
                    "installPhase",
                    Set.of(
                            "enableParallelInstalling",
                            "dontUseNinjaInstall",
                            "dontUseMesonInstall",
                            "mesonInstallFlags",
                            "mesonInstallFlagsArray",
                            "mesonInstallTags"),
                    "fixupPhase",
                    Set.of(
                            "dontStrip",
                            "dontStripHost",
                            "dontStripTarget",
                            "dontPatchELF",
                            "dontPatchShebangs",
                            "dontPruneLibtoolFiles",
                            "dontGzipMan",
                            "dontMoveSbin",
                            "dontMoveLib64",
                            "dontRewriteSymlinks",
                            "dontCheckForBrokenSymlinks",
                            "noAuditTmpdir",
                            "forceShare",
                            "stripDebugList",
                            "stripDebugListTarget",
                            "stripDebugFlags",
                            "stripDebugFlagsTarget",
                            "stripAllList",
                            "stripAllListTarget",
                            "stripAllFlags",
                            "stripAllFlagsTarget",
                            "stripExclude",
                            "makeWrapperArgs",
                            "setupHook",
                            "setupHooks"),
                    "distPhase",
                    Set.of("tarballs", "dontCopyDist"));

    private PhaseNames() {}

    /// The names that belong to a phase. A phase whose name does not end in `Phase` owns only
    /// itself.
    static Set<String> of(String phase) {
        Set<String> names = new TreeSet<>(LISTED.getOrDefault(phase, Set.of()));
        names.add(phase);
        if (phase.length() > "Phase".length() && phase.endsWith("Phase")) {
            String base = phase.substring(0, phase.length() - "Phase".length());
            String capital = base.substring(0, 1).toUpperCase(Locale.ROOT) + base.substring(1);
            names.add("pre" + capital);
            names.add("post" + capital);
            names.add("pre" + capital + "Hooks");
            names.add("post" + capital + "Hooks");
            names.add("dont" + capital);
            names.add("do" + capital);
            names.add(base + "Flags");
            names.add(base + "FlagsArray");
            names.add(base + "Target");
            names.add(base + "Targets");
        }
        return names;
    }
}
