package dev.firn.cli.request;

import dev.firn.build.BuildEvent;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.doctor.Finding;
import dev.firn.inspect.Explanation;
import dev.firn.verify.Verification;
import dev.firn.verify.VerifyEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;

/// What the commands call; wired in `Main`. Each is called at most once in a run of firn, on the
/// main thread, which is interrupted when the user presses Ctrl-C.
///
/// All throw [dev.firn.problem.Problem] for what the user can mend.
public interface Actions {

    /// Builds, and tells what happens as it happens. A failed step is told as an event and is no
    /// exception; after it, or after [BuildEvent.Built], only timings and notes follow. Events may
    /// come from any thread, one at a time or not.
    void build(BuildRequest request, Consumer<BuildEvent> events)
            throws IOException, InterruptedException;

    /// Says what [#build] would run, and why, and runs nothing but the setup. Events tell of that.
    List<Foreseen> plan(PlanRequest request, Consumer<BuildEvent> events)
            throws IOException, InterruptedException;

    /// Says why the steps of the last build ran.
    Explanation explain(ExplainRequest request) throws IOException;

    /// Runs a command on the last result in place, with the streams of firn itself.
    ///
    /// @return the exit status of the command
    int run(RunRequest request) throws IOException, InterruptedException;

    /// Compares a result with a clean build of Nix, which it has made, and records the verdict.
    /// Events may come from any thread, one at a time or not.
    Verification verify(VerifyRequest request, Consumer<VerifyEvent> events)
            throws IOException, InterruptedException;

    /// Tries what firn needs of this host, and tells each finding as it is made.
    void doctor(DoctorRequest request, Consumer<Finding> findings)
            throws IOException, InterruptedException;

    /// Writes the bytes of a log.
    void log(LogRequest request, OutputStream out) throws IOException;

    /// The steps of the last build.
    BuildListing list(ListRequest request) throws IOException;
}
