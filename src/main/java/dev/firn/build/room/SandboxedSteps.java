package dev.firn.build.room;

import dev.firn.build.step.StepProcess;
import dev.firn.build.step.StepRunner;
import dev.firn.nix.path.StorePath;
import dev.firn.overlay.View;
import dev.firn.problem.Problem;
import dev.firn.recipe.Plan;
import dev.firn.recipe.StepScript;
import dev.firn.sandbox.Program;
import dev.firn.sandbox.SandboxSpec;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Skeleton;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;

/// Runs steps by the derivation's own bash, in the sandbox.
///
/// @param bash the derivation's builder
/// @param environment what the process of a step has before it restores its state
/// @param count how many steps the plan has
/// @param dumped the mode of the list of exported variables, if the setup has written one
public record SandboxedSteps(
        CacheDirectory cache,
        BuildRoom room,
        String bash,
        SortedMap<String, String> environment,
        int count,
        OptionalInt dumped)
        implements StepRunner {

    private static final String SCRIPT = "step.bash";

    private static final int PROBE = 65536;

    /// How bubblewrap begins to say that there is nothing to become.
    private static final String EXECUTING = "bwrap: execvp ";
    private static final String MISSING = "No such file or directory";

    /// Where programs of a machine and their libraries are, as far as it has these directories.
    private static final String HOST_PATHS = "/bin? /usr? /lib? /lib64?";

    @Override
    public Skeleton skeleton(SortedSet<StorePath> inputs) throws IOException {
        return room.skeleton(cache, inputs);
    }

    @Override
    public StepProcess start(Scratch scratch, Start start, OutputStream output) throws IOException {
        String path = StepScript.IN + '/' + SCRIPT;
        List<String> argv = List.of(bash, "--norc", "--noprofile", path);
        Program program = new Program(bash, argv, environment, "/build");
        SandboxSpec spec = room.furnish(scratch, program, start.files(), start.inputs(), List.of());
        if (dumped.isPresent() && !isDumped(scratch)) {
            scratch.expect(Plan.ENVIRONMENT_DUMP, dumped.getAsInt());
        }
        Path in = BuildRoom.in(scratch);
        Path out = BuildRoom.out(scratch);
        Files.writeString(in.resolve(SCRIPT), start.script(), StandardCharsets.ISO_8859_1);
        List<String> dumps = new ArrayList<>(List.of(StepScript.EXIT_STATE));
        for (int index = start.first(); index < count; index++) {
            dumps.add(StepScript.stateAfter(index));
        }
        DumpPlaces.make(out, dumps, List.of(StepScript.GO));
        // For reading too: then opening does not wait for a reader.
        FileChannel go =
                FileChannel.open(
                        out.resolve(StepScript.GO),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            return new RunningStep(room.start(scratch, spec, output), in, out, go);
        } catch (IOException | RuntimeException e) {
            go.close();
            throw e;
        }
    }

    private static boolean isDumped(Scratch scratch) throws IOException {
        List<Path> all = new ArrayList<>(List.of(scratch.upper()));
        all.addAll(scratch.lowers());
        return View.of(all).find(Plan.ENVIRONMENT_DUMP).isPresent();
    }

    /// Whether a program is there outside of the sandbox, and no part of the store.
    private static boolean isOfHost(String path) {
        return path.startsWith("/")
                && !path.startsWith("/nix/store/")
                && Files.isExecutable(Path.of(path));
    }

    /// What a run that never began means for the user, unless it left no word for lack of room.
    ///
    /// @param why in the words of the tool that failed
    /// @param place of the run's files
    public static Problem cannotStart(String why, Path place) throws IOException {
        Path probe = place.resolve("probe");
        // Throws what is wrong with the disk, if that is it.
        Files.write(probe, new byte[PROBE]);
        Files.delete(probe);
        return cannotStart(why);
    }

    /// What a run that never began means for the user.
    ///
    /// @param why in the words of the tool that failed
    public static Problem cannotStart(String why) {
        if (why.startsWith(EXECUTING)) {
            int colon = why.indexOf(": ", EXECUTING.length());
            String path = why.substring(EXECUTING.length(), colon < 0 ? why.length() : colon);
            String reason = colon < 0 ? "" : why.substring(colon + 2);
            String what = "the sandbox has no program " + path + " that can be run";
            if (reason.equals(MISSING) && isOfHost(path)) {
                return new Problem(
                        Problem.Kind.INPUTS,
                        what,
                        "it is a program of this machine; it, or what it needs to run, is not under"
                                + " the sandbox-paths of Nix's configuration as you have it. What"
                                + " only the daemon is configured with, you are not told",
                        "add to ~/.config/nix/nix.conf: extra-sandbox-paths = " + HOST_PATHS);
            }
            return new Problem(
                    Problem.Kind.INPUTS,
                    what,
                    reason
                            + ": it, or the interpreter that its first line names, is neither in"
                            + " an input of the derivation nor under the sandbox-paths of Nix's"
                            + " configuration, or is not executable",
                    "correct the builder of the derivation");
        }
        return new Problem(Problem.Kind.HOST, "the sandbox cannot be started", why, "firn doctor");
    }
}
