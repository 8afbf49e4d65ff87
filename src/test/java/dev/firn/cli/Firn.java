package dev.firn.cli;

import dev.firn.build.BuildEvent;
import dev.firn.build.Foresight.Foreseen;
import dev.firn.cli.console.FakeScreen;
import dev.firn.cli.console.Screen;
import dev.firn.cli.request.Actions;
import dev.firn.cli.request.BuildListing;
import dev.firn.cli.request.BuildRequest;
import dev.firn.cli.request.DoctorRequest;
import dev.firn.cli.request.ExplainRequest;
import dev.firn.cli.request.ListRequest;
import dev.firn.cli.request.LogRequest;
import dev.firn.cli.request.PlanRequest;
import dev.firn.cli.request.RunRequest;
import dev.firn.cli.request.VerifyRequest;
import dev.firn.doctor.Finding;
import dev.firn.inspect.Explanation;
import dev.firn.verify.Verification;
import dev.firn.verify.VerifyEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The whole program with nothing behind it: a test says what the parts answer, and reads what
/// was asked, printed and returned.
public class Firn implements Actions {

    /// What the parts were asked, in order.
    public final List<Object> requests = new ArrayList<>();

    /// The terminal; none at first.
    public Screen screen = FakeScreen.none();

    /// The environment variables.
    public Map<String, String> environment = Map.of();

    /// Whether standard output is a terminal.
    public boolean outIsTerminal;

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
    public void build(BuildRequest request, Consumer<BuildEvent> events)
            throws IOException, InterruptedException {
        requests.add(request);
    }

    @Override
    public List<Foreseen> plan(PlanRequest request, Consumer<BuildEvent> events) {
        requests.add(request);
        return List.of();
    }

    @Override
    public Explanation explain(ExplainRequest request) {
        requests.add(request);
        return new Explanation("nothing", Instant.EPOCH, List.of());
    }

    @Override
    public int run(RunRequest request) {
        requests.add(request);
        return 0;
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
    public void log(LogRequest request, OutputStream log) throws IOException {
        requests.add(request);
    }

    @Override
    public BuildListing list(ListRequest request) {
        requests.add(request);
        throw new AssertionError("this test lists nothing");
    }
}
