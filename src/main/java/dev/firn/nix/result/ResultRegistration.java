package dev.firn.nix.result;

import com.google.gson.JsonObject;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.PathInfo;
import dev.firn.nix.daemon.SigningKey;
import dev.firn.nix.drv.Output;
import dev.firn.nix.nar.NarWriter;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.relocate.Stale;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Checks what was built as Nix does after a builder, and puts it into the store.
public final class ResultRegistration {

    private static final int SHOWN = 10;

    private final NixDaemon daemon;
    private final List<SigningKey> keys;
    private final Path store;

    /// @param keys that sign what goes to a derivation's own paths
    public ResultRegistration(NixDaemon daemon, List<SigningKey> keys) {
        this(daemon, keys, Path.of(StorePath.STORE_DIR));
    }

    /// @param store where this process sees the files of the daemon's store
    ResultRegistration(NixDaemon daemon, List<SigningKey> keys, Path store) {
        this.daemon = daemon;
        this.keys = List.copyOf(keys);
        this.store = store;
    }

    /// Puts outputs that were built at scratch paths into the store, at paths that any user may
    /// add.
    ///
    /// @throws Problem when the result is not acceptable; nothing refers to what was added by then
    public Registered register(ResultRequest request) throws IOException {
        List<ScannedOutput> outputs = checked(request);
        Optional<Registered> fixed = fixed(request, outputs);
        return fixed.isPresent() ? fixed.get() : move(request, outputs, "");
    }

    /// The same for outputs that were built at the derivation's own paths, which is where they go
    /// if the daemon lets this user do so.
    public Registered registerExact(ResultRequest request) throws IOException {
        List<ScannedOutput> outputs = checked(request);
        Optional<Registered> fixed = fixed(request, outputs);
        if (fixed.isPresent()) {
            return fixed.get();
        }
        ExactPaths exact = new ExactPaths(daemon, request.drvPath(), keys);
        Optional<Registered> there = exact.add(outputs);
        return there.isPresent() ? there.get() : move(request, outputs, exact.refusal());
    }

    /// Puts outputs at the derivation's own paths, where they are for Nix what it builds.
    ///
    /// @throws Problem when the result is not acceptable, or this user may not do so
    public Registered registerOwn(ResultRequest request) throws IOException {
        List<ScannedOutput> outputs = checked(request);
        Optional<Registered> fixed = fixed(request, outputs);
        if (fixed.isPresent()) {
            return fixed.get();
        }
        List<Stale> stale = new ArrayList<>();
        List<String> sealed = new ArrayList<>();
        Map<StorePath, StorePath> moves = new HashMap<>();
        for (ScannedOutput output : outputs) {
            stale.addAll(output.survey().stale());
            sealed.addAll(output.sealed());
            Optional<StorePath> own =
                    Optional.ofNullable(
                                    request.derivation().original().outputs().get(output.name()))
                            .flatMap(Output::knownPath);
            moves.put(output.scratch(), own.orElseThrow());
        }
        if (!request.derivation().isExact() && !stale.isEmpty()) {
            throw stale(stale);
        }
        List<ScannedOutput> moved = new ArrayList<>();
        for (ScannedOutput output : outputs) {
            moved.add(request.derivation().isExact() ? output : output.moved(moves));
        }
        ExactPaths exact = new ExactPaths(daemon, request.drvPath(), keys);
        Registered registered = exact.add(moved).orElseThrow(() -> notRegistered(exact.refusal()));
        return new Registered(registered.outputs(), registered.placement(), List.of(), sealed);
    }

    /// Says beforehand that [#registerOwn] is going to be refused, as far as that is known.
    ///
    /// @throws Problem when this user may not register a result
    public void checkRegistering() {
        if (ExactPaths.isHopeless(daemon, keys)) {
            throw notRegistered(ExactPaths.UNTRUSTED);
        }
    }

    private static Problem notRegistered(String why) {
        return new Problem(
                Problem.Kind.RESULT,
                "the result cannot be registered at its own path",
                why,
                "build it without --register; or have yourself named in trusted-users of"
                        + " /etc/nix/nix.conf; or sign it with a key of trusted-public-keys:"
                        + " --option secret-key-files FILE");
    }

    private static List<ScannedOutput> checked(ResultRequest request) throws IOException {
        Optional<JsonObject> structured = request.derivation().structured();
        List<ScannedOutput> outputs = new ArrayList<>();
        for (ScannedOutput output :
                ScannedOutput.read(
                        request.drvPath(), request.outputs(), request.inputs().keySet())) {
            boolean discard = ReferenceRules.discardsReferences(structured, output.name());
            outputs.add(discard ? output.withReferences(List.of()) : output);
        }
        return OutputOrder.byReferences(request.drvPath(), outputs);
    }

    private static void rules(ResultRequest request, List<ScannedOutput> outputs) {
        Optional<JsonObject> structured = request.derivation().structured();
        ReferenceChecks checks = new ReferenceChecks(request.inputs(), outputs);
        for (ScannedOutput output : outputs) {
            checks.check(
                    output,
                    ReferenceRules.of(
                            request.derivation().attributes(), structured, output.name()));
        }
    }

    /// Fixed outputs are the same wherever they were built.
    private Optional<Registered> fixed(ResultRequest request, List<ScannedOutput> outputs)
            throws IOException {
        SortedMap<String, StorePath> paths = new TreeMap<>();
        List<PathInfo> infos = new ArrayList<>();
        for (ScannedOutput output : outputs) {
            if (request.derivation().original().outputs().get(output.name())
                    instanceof Output.Fixed expected) {
                PathInfo info = FixedOutput.check(request.drvPath(), expected, output);
                paths.put(output.name(), info.path());
                infos.add(info);
            }
        }
        rules(request, outputs);
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < infos.size(); i++) {
            ScannedOutput output = outputs.get(i);
            daemon.addToStoreNar(infos.get(i), true, out -> NarWriter.write(output.tree(), out));
            daemon.addTempRoot(infos.get(i).path());
        }
        return Optional.of(new Registered(paths, new Placement.Fixed(), List.of(), List.of()));
    }

    private Registered move(ResultRequest request, List<ScannedOutput> outputs, String whyNotExact)
            throws IOException {
        List<Stale> stale = new ArrayList<>();
        List<String> sealed = new ArrayList<>();
        boolean hidden = false;
        for (ScannedOutput output : outputs) {
            stale.addAll(output.survey().stale());
            sealed.addAll(output.sealed());
            hidden |= output.survey().hides(output.scratch());
        }
        if (!stale.isEmpty() && !request.acceptStale()) {
            throw stale(stale);
        }
        Optional<List<ScannedOutput>> order = OutputOrder.byPieces(outputs);
        if (!hidden && order.isPresent()) {
            SortedMap<String, StorePath> paths = contentAddressed(order.get());
            if (paths.size() == outputs.size()) {
                return new Registered(
                        paths, new Placement.ContentAddressed(whyNotExact), stale, sealed);
            }
        }
        MovedByNix.Moved moved =
                new MovedByNix(daemon, request.mover(), store)
                        .add(request.derivation().name(), request.derivation().system(), outputs);
        Placement placement = new Placement.MovedByNix(moved.derivation().toString(), whyNotExact);
        return new Registered(moved.outputs(), placement, stale, sealed);
    }

    private SortedMap<String, StorePath> contentAddressed(List<ScannedOutput> outputs)
            throws IOException {
        ContentAddressed store = new ContentAddressed(daemon);
        SortedMap<String, StorePath> paths = new TreeMap<>();
        for (ScannedOutput output : outputs) {
            Optional<StorePath> path = store.add(output);
            if (path.isEmpty()) {
                break;
            }
            paths.put(output.name(), path.get());
        }
        return paths;
    }

    private static Problem stale(List<Stale> stale) {
        StringBuilder list = new StringBuilder();
        for (Stale each : stale.subList(0, Math.min(SHOWN, stale.size()))) {
            list.append(list.isEmpty() ? "  " : "\n  ").append(each);
        }
        if (stale.size() > SHOWN) {
            list.append("\n  and ").append(stale.size() - SHOWN).append(" more");
        }
        return new Problem(
                Problem.Kind.RESULT,
                "the result names the path that it was built at where firn cannot rewrite it",
                list.toString(),
                "use it in place (firn run result -- CMD), build it at its real path (firn build"
                        + " --exact), or take it with wrong paths (firn build --accept-stale)");
    }
}
