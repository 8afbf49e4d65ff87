package dev.firn.cli.command;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// The option that names a recorded build, the same in every command that takes one.
public final class BuildWord {

    public static final String OPTION = "--build";

    private BuildWord() {}

    public static void describe(CommandSpec spec) {
        spec.addOption(
                Words.value(
                        "BUILD",
                        "Of which build: the beginning of its id, or its package for the newest.",
                        OPTION));
    }

    /// The build that is meant; the last one when empty.
    public static Optional<String> of(Words words) {
        return words.one(OPTION);
    }
}
