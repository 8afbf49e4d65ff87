package dev.firn.build.job;

import dev.firn.build.BuildEvent;
import dev.firn.build.ready.Inputs;
import dev.firn.build.ready.Preparation;
import dev.firn.build.ready.Tools;
import dev.firn.nix.daemon.SigningKey;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.relocate.Stale;
import dev.firn.nix.result.BuiltOutput;
import dev.firn.nix.result.Placement;
import dev.firn.nix.result.Registered;
import dev.firn.nix.result.ResultRegistration;
import dev.firn.nix.result.ResultRequest;
import dev.firn.nix.result.ResultRequest.Register;
import dev.firn.overlay.MergedFile;
import dev.firn.overlay.View;
import dev.firn.problem.Problem;
import dev.firn.snapshot.Chain;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Takes the outputs from the top of a chain into the store.
///
/// @param keys that sign what goes to the derivation's own paths
/// @param events is told what the user should know about it
record Results(
        Inputs inputs, Preparation ready, List<SigningKey> keys, Consumer<BuildEvent> events) {

    private static final int SHOWN = 5;

    /// @return final path by output
    /// @throws Problem when the result is not acceptable, or not readable
    SortedMap<String, StorePath> store(BuildOrder order, Chain chain) throws IOException {
        try {
            return take(order, chain);
        } catch (AccessDeniedException e) {
            throw new Problem(
                    Problem.Kind.RESULT,
                    "an output has something that you may not read",
                    String.valueOf(e.getFile())
                            + ": the build has closed it to its owner, who is you; Nix reads it as root",
                    "let the build end with: chmod -R u+rX $out; or build it as root",
                    e);
        }
    }

    private SortedMap<String, StorePath> take(BuildOrder order, Chain chain) throws IOException {
        View view = View.of(chain.lowers());
        List<BuiltOutput> outputs = new ArrayList<>();
        for (Map.Entry<String, StorePath> output : ready.stable().scratch().entrySet()) {
            String place = "nix/store/" + output.getValue().basename();
            Optional<MergedFile> file = view.find(place);
            Optional<FileTree> tree = view.tree(place);
            int mode = file.isEmpty() ? 0 : file.get().state().mode();
            outputs.add(new BuiltOutput(output.getKey(), output.getValue(), tree, mode));
        }
        ResultRequest request =
                new ResultRequest(
                        order.drvPath(),
                        ready.stable(),
                        outputs,
                        inputs.closure(),
                        order.acceptStale(),
                        Tools.mover(ready.stable().builder(), inputs.closure().keySet()));
        ResultRegistration registration = new ResultRegistration(inputs.daemon(), keys);
        Registered registered =
                order.register() != Register.NO
                        ? registration.registerOwn(request)
                        : order.exact()
                                ? registration.registerExact(request)
                                : registration.register(request);
        tell(registered);
        return registered.outputs();
    }

    /// Makes the links and tells where the outputs are.
    void announce(SortedMap<String, StorePath> paths, Optional<Path> link) throws IOException {
        SortedMap<String, Optional<String>> links = new TreeMap<>();
        for (Map.Entry<String, StorePath> path : paths.entrySet()) {
            Optional<String> made = Optional.empty();
            if (link.isPresent()) {
                ResultLinks maker = new ResultLinks(inputs.daemon(), link.get());
                made = Optional.of(maker.link(path.getKey(), path.getValue()).toString());
            }
            links.put(path.getKey(), made);
        }
        List<BuildEvent.Result> results = new ArrayList<>();
        for (Map.Entry<String, StorePath> path : paths.entrySet()) {
            results.add(
                    new BuildEvent.Result(
                            path.getKey(),
                            path.getValue().toString(),
                            links.getOrDefault(path.getKey(), Optional.empty())));
        }
        events.accept(new BuildEvent.Built(results));
    }

    private void tell(Registered registered) {
        String whyNotExact =
                switch (registered.placement()) {
                    case Placement.ContentAddressed(String why) -> why;
                    case Placement.MovedByNix(String _, String why) -> why;
                    case Placement.Fixed() -> "";
                    case Placement.Exact(var different) -> {
                        if (!different.isEmpty()) {
                            note(
                                    "the store already has other content at the path of "
                                            + String.join(", ", different));
                        }
                        yield "";
                    }
                };
        if (!whyNotExact.isEmpty()) {
            note("the result is not at its own path: " + whyNotExact);
        }
        for (Stale stale : first(registered.stale())) {
            note("still names the path that it was built at: " + stale);
        }
        for (String sealed : first(registered.sealed())) {
            note("could not look into " + sealed + " for the path that it was built at");
        }
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(SHOWN, all.size()));
    }

    private void note(String text) {
        events.accept(new BuildEvent.Note(text));
    }
}
