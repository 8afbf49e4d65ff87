package dev.firn;

import java.util.ArrayList;
import java.util.List;

/// The order of the packages: each may use those on the lines below its own.
final class Layers {

    static final List<List<String>> DOWNWARDS =
            List.of(
                    List.of(""),
                    List.of("cli"),
                    List.of("cli.command.enter", "cli.command.keep", "cli.command.look"),
                    List.of("cli.command"),
                    List.of("cli.report", "cli.report.tree"),
                    List.of("cli.console"),
                    List.of("cli.action"),
                    List.of("cli.request.enter", "cli.request.keep", "cli.request.look"),
                    List.of("cli.request"),
                    // use cases
                    List.of("build.job", "check", "doctor", "enter", "inspect", "verify"),
                    List.of("build.ready", "build.visit"),
                    List.of("build.room"),
                    List.of("build"),
                    List.of("build.reason", "build.step"),
                    // mechanisms
                    List.of("config"),
                    List.of("gc"),
                    List.of("mount"),
                    List.of("history"),
                    List.of("cache"),
                    List.of("snapshot"),
                    List.of("overlay"),
                    List.of("sandbox"),
                    List.of("limit"),
                    List.of("store"),
                    List.of("store.file"),
                    // model
                    List.of("recipe.sight"),
                    List.of("recipe.environment"),
                    List.of("recipe"),
                    List.of("key"),
                    List.of("bash.script"),
                    List.of("bash.mention"),
                    List.of("bash"),
                    List.of("nix.compare"),
                    List.of("nix.compare.content"),
                    List.of("nix.compare.archive"),
                    List.of("nix.compare.unpack"),
                    List.of("nix.compare.stream"),
                    List.of("nix.result"),
                    List.of("nix.relocate"),
                    List.of("nix.packed"),
                    List.of("nix.piece"),
                    List.of("nix.eval"),
                    List.of("nix.daemon"),
                    List.of("nix.drv"),
                    List.of("nix.wire"),
                    List.of("nix.nar", "nix.piece"),
                    List.of("nix.path", "nix.text"),
                    // floor
                    List.of("linux"),
                    List.of("problem", "digest"));

    private Layers() {}

    /// Every package by its full name, from the top down.
    static List<String> packages() {
        List<String> names = new ArrayList<>();
        for (List<String> line : DOWNWARDS) {
            for (String name : line) {
                names.add(full(name));
            }
        }
        return names;
    }

    /// Whether the first package may use the second.
    static boolean isAbove(String first, String second) {
        return line(first) < line(second);
    }

    private static int line(String name) {
        for (int i = 0; i < DOWNWARDS.size(); i++) {
            for (String each : DOWNWARDS.get(i)) {
                if (full(each).equals(name)) {
                    return i;
                }
            }
        }
        throw new IllegalArgumentException(name + " is not in the list");
    }

    private static String full(String name) {
        return name.isEmpty() ? "dev.firn" : "dev.firn." + name;
    }
}
