package dev.firn.cli;

import dev.firn.build.BuildEvent;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.build.visit.Visitor;
import dev.firn.cache.BuildRecord;
import dev.firn.check.Checked;
import dev.firn.check.Meter;
import dev.firn.cli.action.Actions;
import dev.firn.cli.action.Entrances;
import dev.firn.cli.action.Housekeeping;
import dev.firn.cli.action.Looks;
import dev.firn.cli.console.FakeScreen;
import dev.firn.cli.console.Screen;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.CheckRequest;
import dev.firn.cli.request.DoctorRequest;
import dev.firn.cli.request.PlanRequest;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.VerifyRequest;
import dev.firn.cli.request.enter.MountRequest;
import dev.firn.cli.request.enter.MountsRequest;
import dev.firn.cli.request.enter.ResumeRequest;
import dev.firn.cli.request.enter.RunRequest;
import dev.firn.cli.request.enter.ShellRequest;
import dev.firn.cli.request.enter.UnmountRequest;
import dev.firn.cli.request.keep.DuRequest;
import dev.firn.cli.request.keep.GcRequest;
import dev.firn.cli.request.keep.PinRequest;
import dev.firn.cli.request.keep.UnpinRequest;
import dev.firn.cli.request.look.BuildsRequest;
import dev.firn.cli.request.look.CatRequest;
import dev.firn.cli.request.look.CheckoutRequest;
import dev.firn.cli.request.look.DiffRequest;
import dev.firn.cli.request.look.ExplainRequest;
import dev.firn.cli.request.look.FilesRequest;
import dev.firn.cli.request.look.FollowRequest;
import dev.firn.cli.request.look.ListRequest;
import dev.firn.cli.request.look.LogRequest;
import dev.firn.doctor.Finding;
import dev.firn.enter.ShellEnd;
import dev.firn.gc.Census;
import dev.firn.gc.Collected;
import dev.firn.gc.Limits;
import dev.firn.gc.Pin;
import dev.firn.gc.Usage;
import dev.firn.inspect.Differences;
import dev.firn.inspect.Explanation;
import dev.firn.inspect.Listed;
import dev.firn.mount.Mounted;
import dev.firn.overlay.TreeVisitor;
import dev.firn.verify.Verification;
import dev.firn.verify.VerifyEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The whole program with nothing behind it: a test says what the parts answer, and reads what
/// was asked, printed and returned.
public class Firn implements Actions, Looks, Entrances, Housekeeping {

    /// What the parts were asked, in order.
    public final List<Object> requests = new ArrayList<>();

    /// The terminal; none at first.
    public Screen screen = FakeScreen.none();

    /// The environment variables.
    public Map<String, String> environment = Map.of();

    /// Whether standard output is a terminal.
    public boolean outIsTerminal;

    /// Whether another process is at a build.
    public boolean aBuildRuns;

    /// What a check comes to.
    public Checked checked = new Checked(List.of(), 0, 0, 0, 0, false);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /// Runs one command.
    ///
    /// @return the exit status
    public int run(String... args) {
        List<String> words = List.of(args);
        Surroundings surroundings = new Surroundings(environment, out, err, outIsTerminal, screen);
        return new Invocation(words, surroundings, this).run();
    }

    /// What was written to standard output.
    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /// What was written to standard error.
    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void build(BuildRequest request, Visitor visitor, Consumer<BuildEvent> events)
            throws IOException, InterruptedException {
        requests.add(request);
    }

    @Override
    public List<Foreseen> plan(PlanRequest request, Consumer<BuildEvent> events) {
        requests.add(request);
        return List.of();
    }

    @Override
    public boolean areBehind(Settings settings) {
        return aBuildRuns;
    }

    @Override
    public Explanation explain(ExplainRequest request) {
        requests.add(request);
        return new Explanation("nothing", Instant.EPOCH, List.of());
    }

    @Override
    public int run(RunRequest request, Visitor visitor) {
        requests.add(request);
        return 0;
    }

    @Override
    public ShellEnd shell(ShellRequest request, Visitor visitor) {
        requests.add(request);
        return new ShellEnd(0, Optional.empty());
    }

    @Override
    public void resume(ResumeRequest request, Consumer<BuildEvent> events) {
        requests.add(request);
    }

    @Override
    public Mounted mount(MountRequest request, Consumer<String> notes) {
        requests.add(request);
        throw new AssertionError("this test mounts nothing");
    }

    @Override
    public List<Mounted> mounts(MountsRequest request, Consumer<String> notes) {
        requests.add(request);
        return List.of();
    }

    @Override
    public void unmount(UnmountRequest request, Consumer<String> notes) {
        requests.add(request);
    }

    @Override
    public Verification verify(VerifyRequest request, Consumer<VerifyEvent> events) {
        requests.add(request);
        throw new AssertionError("this test verifies nothing");
    }

    @Override
    public void doctor(DoctorRequest request, Consumer<Finding> findings) {
        requests.add(request);
    }

    @Override
    public Checked check(CheckRequest request, Meter meter) {
        requests.add(request);
        return checked;
    }

    @Override
    public void log(LogRequest request, OutputStream log) throws IOException {
        requests.add(request);
    }

    @Override
    public void follow(FollowRequest request, OutputStream log, Consumer<String> notes) {
        requests.add(request);
    }

    @Override
    public void files(FilesRequest request, TreeVisitor<Listed> visitor) throws IOException {
        requests.add(request);
    }

    @Override
    public void cat(CatRequest request, Reader reader) throws IOException {
        requests.add(request);
    }

    @Override
    public Path checkout(CheckoutRequest request) {
        requests.add(request);
        return Path.of("/copy");
    }

    @Override
    public void diff(DiffRequest request, Differences report) throws IOException {
        requests.add(request);
    }

    @Override
    public BuildRecord list(ListRequest request) {
        requests.add(request);
        throw new AssertionError("this test lists nothing");
    }

    @Override
    public List<BuildRecord> builds(BuildsRequest request) {
        requests.add(request);
        return List.of();
    }

    @Override
    public Looks looks() {
        return this;
    }

    @Override
    public Entrances entrances() {
        return this;
    }

    @Override
    public Collected gc(GcRequest request) {
        requests.add(request);
        Census nothing = new Census(Map.of(), Map.of());
        return new Collected(List.of(), nothing, 0, Limits.nothing());
    }

    @Override
    public Usage du(DuRequest request) {
        requests.add(request);
        return new Usage(List.of(), 0, 0, 0);
    }

    @Override
    public Pin pin(PinRequest request) {
        requests.add(request);
        throw new AssertionError("this test pins nothing");
    }

    @Override
    public List<Pin> pins(Settings settings) {
        requests.add(settings);
        return List.of();
    }

    @Override
    public List<Pin> unpin(UnpinRequest request) {
        requests.add(request);
        return List.of();
    }

    @Override
    public Housekeeping housekeeping() {
        return this;
    }
}
