package dev.firn.recipe.sight;

import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import dev.firn.recipe.Step;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a step does without in which only stdenv's own code unpacks or patches: search paths and
/// settings of compilers and libraries, and the programs of inputs that a package adds.
///
/// Such a step runs `tar`, `patch` and their like out of `initialPath`. So adding a tool or a
/// library to a package does not unpack its sources anew.
final class OwnTools {

    private static final Set<String> STEPS =
            Set.of("unpackPhase", "patchPhase", "updateAutotoolsGnuConfigScriptsPhase");

    private static final Pattern OF_COMPILERS =
            Pattern.compile(
                    String.join(
                            "|",
                            "NIX_(CFLAGS|CXXSTDLIB|LDFLAGS|CC|BINTOOLS|HARDENING|PKG_CONFIG)\\w*",
                            "NIX_(PYTHON|GNAT|RUST|GO|NO_SELF_RPATH|DONT_SET_RPATH)\\w*",
                            "(CC|CXX|CPP|LD|AR|AS|NM|STRIP|RANLIB|OBJCOPY|OBJDUMP|READELF|SIZE"
                                    + "|STRINGS|ADDR2LINE|WINDRES)(_FOR_\\w+)?",
                            "(PKG_CONFIG|CMAKE|NIXPKGS_CMAKE|MESON|CTEST)\\w*",
                            "_?(PYTHON|QT|KDE|GST|GI|GDK|GSETTINGS|CARGO|RUST|GO[A-Z])\\w*",
                            "XDG_\\w+|PERL5LIB|GETTEXTDATADIRS\\w*|\\w+_CATALOG_FILES",
                            "\\w+PATH"));

    /// End in PATH and are read by any program.
    private static final Pattern OF_EVERY_PROGRAM =
            Pattern.compile("(LD|DYLD)_\\w+|LOCPATH|NLSPATH");

    private final OwnCode own;
    private final Map<String, Optional<Set<String>>> programs = new HashMap<>();

    OwnTools(OwnCode own) {
        this.own = own;
    }

    /// Whether a step makes do with stdenv's own tools.
    ///
    /// @param state before the step
    boolean suffice(Step step, Reach reach, ShellState state) {
        return STEPS.contains(step.name()) && own.isAllOf(reach, state);
    }

    /// Whether a program that unpacks or patches has no use for this variable.
    static boolean doWithout(String variable) {
        return OF_COMPILERS.matcher(variable).matches()
                && !OF_EVERY_PROGRAM.matcher(variable).matches();
    }

    /// The search path without the directories whose absence cannot change which program is found:
    /// they have none that the step names, and none of a name that stdenv's own tools have.
    Variable searchPath(Variable path, Reach reach) {
        List<String> directories = List.of(path.text().split(":", -1));
        Set<String> wanted = new HashSet<>(reach.names());
        for (String directory : directories) {
            if (isOwn(directory)) {
                wanted.addAll(programs(directory).orElse(Set.of()));
            }
        }
        List<String> kept = new ArrayList<>();
        for (String directory : directories) {
            if (isOwn(directory) || hasOneOf(directory, wanted)) {
                kept.add(directory);
            }
        }
        return new Variable(path.flags(), new Value.Scalar(String.join(":", kept)));
    }

    private boolean isOwn(String directory) {
        int slash = directory.lastIndexOf('/');
        return slash > 0 && own.tools().contains(directory.substring(0, slash));
    }

    private boolean hasOneOf(String directory, Set<String> wanted) {
        Optional<Set<String>> names = programs(directory);
        if (names.isEmpty()) {
            return true;
        }
        for (String name : names.get()) {
            if (wanted.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /// What is in a directory; nothing if that cannot be said.
    private Optional<Set<String>> programs(String directory) {
        return programs.computeIfAbsent(directory, OwnTools::list);
    }

    private static Optional<Set<String>> list(String directory) {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(directory))) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(names);
    }
}
