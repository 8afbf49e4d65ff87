package dev.firn.build.job;

import dev.firn.build.BuildEvent;
import dev.firn.build.ready.Inputs;
import dev.firn.cache.BuildRecord;
import dev.firn.cache.PackageName;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.drv.OtherInputs;
import dev.firn.nix.drv.Output;
import dev.firn.nix.path.StorePath;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A build of which some inputs are built in layers too, each before those that need it.
///
/// What is built so does not lie at the derivation's own path, unless it is registered there. So
/// what needs it is built by a derivation of its own, which has the result for an input.
final class LayeredInputs {

    private final Build build;
    private final BuildOrder order;
    private final Set<StorePath> wanted;

    /// Every derivation that the build needs, each after those that it needs itself.
    private final Map<StorePath, Derivation> all = new LinkedHashMap<>();

    private final Map<StorePath, StorePath> moves = new HashMap<>();

    /// @param wanted derivations of inputs
    LayeredInputs(Build build, BuildOrder order, Collection<StorePath> wanted) {
        this.build = build;
        this.order = order;
        this.wanted = new TreeSet<>(wanted);
    }

    /// Builds the inputs and then what is ordered.
    ///
    /// @return the end of the last; of an input that fails
    /// @throws Problem as [Build#run], and when one of them is no input
    BuildEnd run() throws IOException, InterruptedException {
        read(order.drvPath());
        for (StorePath each : wanted) {
            if (!all.containsKey(each) || each.equals(order.drvPath())) {
                throw noInput(each);
            }
        }
        tellOfThoseBetween();
        for (StorePath each : List.copyOf(all.keySet())) {
            if (wanted.contains(each)) {
                BuildOrder ofInput = order.ofInput(prepared(each));
                BuildEnd end = build.run(ofInput);
                if (!(end instanceof BuildEnd.Built(BuildRecord record))) {
                    return end;
                }
                note(each, record);
            }
        }
        return build.run(order.of(prepared(order.drvPath())));
    }

    private void read(StorePath drvPath) throws IOException {
        if (all.containsKey(drvPath)) {
            return;
        }
        Derivation derivation = Derivation.read(Path.of(drvPath.toString()));
        for (StorePath input : derivation.inputDrvs().keySet()) {
            read(input);
        }
        all.put(drvPath, derivation);
    }

    private void note(StorePath input, BuildRecord record) {
        for (Map.Entry<String, Output> output : derivation(input).outputs().entrySet()) {
            StorePath own = output.getValue().knownPath().orElseThrow();
            Optional<String> result = Optional.ofNullable(record.results().get(output.getKey()));
            StorePath path = StorePath.parse(result.orElseThrow());
            if (!path.equals(own)) {
                moves.put(own, path);
            }
        }
    }

    /// The derivation with the results of inputs that were built before; itself if it has none.
    private StorePath prepared(StorePath drvPath) throws IOException {
        Derivation original = derivation(drvPath);
        SortedMap<StorePath, SortedSet<String>> others = new TreeMap<>(original.inputDrvs());
        Map<StorePath, StorePath> here = new HashMap<>();
        for (Map.Entry<StorePath, SortedSet<String>> input : original.inputDrvs().entrySet()) {
            for (String name : input.getValue()) {
                Optional<StorePath> own =
                        Optional.ofNullable(derivation(input.getKey()).outputs().get(name))
                                .flatMap(Output::knownPath);
                Optional<StorePath> moved = own.map(moves::get);
                if (moved.isPresent()) {
                    here.put(own.get(), moved.get());
                    others.remove(input.getKey());
                }
            }
        }
        if (here.isEmpty()) {
            return drvPath;
        }
        Derivation rest =
                new Derivation(
                        original.outputs(),
                        others,
                        original.inputSrcs(),
                        original.system(),
                        original.builder(),
                        original.args(),
                        original.env());
        SortedSet<StorePath> sources =
                new TreeSet<>(Inputs.realise(build.daemon(), drvPath, rest, List.of()).paths());
        sources.addAll(here.values());
        String name = Derivation.nameOf(drvPath);
        byte[] text =
                new OtherInputs(sources, here)
                        .in(name, original)
                        .print()
                        .getBytes(StandardCharsets.ISO_8859_1);
        StorePath added = build.daemon().addText(drvPath.name(), text, sources);
        build.daemon().addTempRoot(added);
        build.events()
                .accept(
                        new BuildEvent.Note(
                                name
                                        + " is built with the inputs that were built here, by a"
                                        + " derivation of its own: "
                                        + added));
        return added;
    }

    private Derivation derivation(StorePath drvPath) {
        return Optional.ofNullable(all.get(drvPath)).orElseThrow();
    }

    /// Inputs that Nix builds and that need one of those built here have Nix's own build of it.
    private void tellOfThoseBetween() {
        SortedSet<String> between = new TreeSet<>();
        Set<StorePath> above = new TreeSet<>(wanted);
        for (Map.Entry<StorePath, Derivation> each : all.entrySet()) {
            boolean needs = each.getValue().inputDrvs().keySet().stream().anyMatch(above::contains);
            if (needs
                    && !each.getKey().equals(order.drvPath())
                    && !wanted.contains(each.getKey())) {
                above.add(each.getKey());
                between.add(Derivation.nameOf(each.getKey()));
            }
        }
        if (!between.isEmpty()) {
            build.events()
                    .accept(
                            new BuildEvent.Note(
                                    "Nix builds "
                                            + String.join(", ", between)
                                            + " with its own build of these inputs: name them as"
                                            + " well, with --layer-inputs"));
        }
    }

    private Problem noInput(StorePath drvPath) {
        PackageName name = PackageName.ofDerivation(Derivation.nameOf(drvPath));
        String similar =
                all.keySet().stream()
                        .filter(each -> !each.equals(order.drvPath()))
                        .filter(
                                each ->
                                        PackageName.ofDerivation(Derivation.nameOf(each))
                                                .equals(name))
                        .map(each -> "--layer-inputs " + each)
                        .collect(Collectors.joining(", or "));
        return new Problem(
                Problem.Kind.USAGE,
                drvPath + " is no input of " + Derivation.nameOf(order.drvPath()),
                similar.isEmpty()
                        ? "nothing that it is built from needs it"
                        : "it is built from another " + name.value(),
                similar.isEmpty() ? "nix-store --query --tree " + order.drvPath() : similar);
    }
}
