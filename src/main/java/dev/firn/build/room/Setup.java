package dev.firn.build.room;

import dev.firn.nix.drv.BuilderInputs;
import dev.firn.recipe.Plan;
import dev.firn.recipe.Planning;
import dev.firn.sandbox.Bind;
import dev.firn.sandbox.Exit;
import dev.firn.sandbox.Program;
import dev.firn.sandbox.SandboxSpec;
import dev.firn.snapshot.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs the derivation's own builder up to where the phases would start.
///
/// The builder is started as Nix would start it, with stdenv's setup script overlaid by a copy
/// that stops it: see [Plan#stoppingSetup].
///
/// @param inputs the builder's command line and environment
/// @param script stdenv's setup script
public record Setup(BuildRoom room, BuilderInputs inputs, Path script) {

    /// What came of it.
    public sealed interface Ran {

        /// The phases are known.
        record Planned(Plan plan) implements Ran {}

        /// The builder ended without leaving its phases to stdenv: it is one step, and has run.
        record Whole(Exit exit) implements Ran {}

        /// The builder calls stdenv in a way that cannot be taken apart: it is one step, and has
        /// to run from the start.
        ///
        /// @param why one line for the user
        record Unsplit(String why) implements Ran {}
    }

    /// @param log gets what the builder prints
    public Ran run(Scratch scratch, OutputStream log) throws IOException, InterruptedException {
        Program program =
                new Program(
                        inputs.executable(), inputs.argv(), inputs.env(), BuilderInputs.BUILD_DIR);
        Path in = BuildRoom.in(scratch);
        Path out = BuildRoom.out(scratch);
        Path copy = in.resolve("setup");
        Bind overlaid = Bind.readOnly(copy, script.toString());
        SandboxSpec spec =
                room.furnish(scratch, program, inputs.files(), room.inputs(), List.of(overlaid));
        String text = Files.readString(script, StandardCharsets.ISO_8859_1);
        Files.writeString(copy, Plan.stoppingSetup(text), StandardCharsets.ISO_8859_1);
        DumpPlaces.make(out, List.of(Plan.STATE), List.of());
        Exit exit = room.start(scratch, spec, log).waitFor();
        if (exit instanceof Exit.NotStarted(String why)) {
            throw SandboxedSteps.cannotStart(why, in);
        }
        if (exit instanceof Exit.Spoiled || !Plan.wasStopped(out)) {
            return new Ran.Whole(exit);
        }
        try {
            return switch (Plan.read(out)) {
                case Plan plan -> new Ran.Planned(plan);
                case Planning.Unsplit(String why) -> new Ran.Unsplit(why);
            };
        } catch (IOException e) {
            return new Ran.Unsplit("what it said of its phases cannot be read");
        }
    }
}
