package dev.firn.cli.action;

import dev.firn.build.BuildEvent;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.build.visit.Visitor;
import dev.firn.check.Checked;
import dev.firn.check.Meter;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.CheckRequest;
import dev.firn.cli.request.DoctorRequest;
import dev.firn.cli.request.PlanRequest;
import dev.firn.cli.request.VerifyRequest;
import dev.firn.cli.request.enter.ResumeRequest;
import dev.firn.doctor.Finding;
import dev.firn.verify.Verification;
import dev.firn.verify.VerifyEvent;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// What the commands call; wired in `Main`. Each is called at most once in a run of firn, on the
/// main thread, which is interrupted when the user presses Ctrl-C.
///
/// All throw [dev.firn.problem.Problem] for what the user can mend.
public interface Actions {

    /// Builds, and tells what happens as it happens. A failed step is told as an event and is no
    /// exception; after it, or after [BuildEvent.Built], only timings, notes
    /// and the record follow. Events may come from any thread, one at a time or not.
    ///
    /// @param visitor uses the shells that the build may open
    void build(BuildRequest request, Visitor visitor, Consumer<BuildEvent> events)
            throws IOException, InterruptedException;

    /// Goes on with a build whose last layer is a shell's; events are those of [#build].
    void resume(ResumeRequest request, Consumer<BuildEvent> events)
            throws IOException, InterruptedException;

    /// Says what [#build] would run, and why, and runs nothing but the setup. Events tell of that.
    List<Foreseen> plan(PlanRequest request, Consumer<BuildEvent> events)
            throws IOException, InterruptedException;

    /// Compares a result with a clean build of Nix, which it has made, and records the verdict.
    /// Events may come from any thread, one at a time or not.
    Verification verify(VerifyRequest request, Consumer<VerifyEvent> events)
            throws IOException, InterruptedException;

    /// Tries what firn needs of this host, and tells each finding as it is made.
    void doctor(DoctorRequest request, Consumer<Finding> findings)
            throws IOException, InterruptedException;

    /// Checks the cache and, if that was asked for, repairs it.
    ///
    /// @param meter is told how far it has come, from any thread
    Checked check(CheckRequest request, Meter meter) throws IOException, InterruptedException;

    Looks looks();

    Entrances entrances();

    Housekeeping housekeeping();
}
