package dev.firn.nix.compare;

import java.nio.file.Files;
import java.nio.file.Path;

/// Programs of two builds, made by the host's compiler.
final class Programs {

    private Programs() {}

    /// @param id the build id
    static Path link(TwoBuilds builds, TwoBuilds.Build build, String width, String id)
            throws Exception {
        Path source = build.out.resolveSibling("it.c");
        Files.writeString(source, "int main; const char *path = \"" + build.fill("@out@") + "\";");
        String program = build.path("it").toString();
        builds.run(
                ("gcc " + width + " -g1 -nostdlib -shared -fPIC -fdebug-prefix-map=")
                        .concat(source.getParent() + "=/build -Wl,--build-id=0x" + id + " -o ")
                        .concat(program + " " + source)
                        .split(" "));
        return Path.of(program);
    }

    /// What nixpkgs does for `separateDebugInfo`.
    ///
    /// @param debugLink what the program says its debugging file is called; empty for nothing
    static Path separate(TwoBuilds builds, TwoBuilds.Build build, String id, String debugLink)
            throws Exception {
        Path program = link(builds, build, "-m64", id);
        String name = ".build-id/" + id.substring(0, 2) + "/" + id.substring(2) + ".debug";
        Path debug = build.debug.resolve("lib/debug");
        Path file = debug.resolve(name);
        Files.createDirectories(file.getParent());
        builds.run("objcopy", "--only-keep-debug", program.toString(), file.toString());
        builds.run("strip", "--strip-debug", program.toString());
        if (!debugLink.isEmpty()) {
            Path linked = Files.copy(file, build.out.resolveSibling(debugLink));
            builds.run("objcopy", "--add-gnu-debuglink=" + linked, program.toString());
        }
        Files.createSymbolicLink(debug.resolve("it.debug"), Path.of(name));
        return file;
    }
}
