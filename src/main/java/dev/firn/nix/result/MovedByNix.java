package dev.firn.nix.result;

import dev.firn.digest.Digest;
import dev.firn.nix.daemon.NixDaemon;
import dev.firn.nix.daemon.NixError;
import dev.firn.nix.daemon.PathInfo;
import dev.firn.nix.drv.Derivation;
import dev.firn.nix.drv.Output;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.HostTree;
import dev.firn.nix.nar.NarFacts;
import dev.firn.nix.nar.NarWriter;
import dev.firn.nix.path.NixBase32;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.path.StorePaths;
import dev.firn.nix.relocate.MoveScript;
import dev.firn.nix.relocate.Relocation;
import dev.firn.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Lets Nix move outputs, by a derivation that copies them and rewrites the copies.
///
/// Its output paths follow from the derivation, so they are known before the content is. That is
/// the way for outputs whose content depends on their own path in ways that the hash of a
/// content-addressed path does not overlook. What Nix makes is compared with what firn expects.
final class MovedByNix {

    private final NixDaemon daemon;
    private final Mover mover;
    private final Path store;

    /// @param store where the files of the daemon's store are
    MovedByNix(NixDaemon daemon, Mover mover, Path store) {
        this.store = store;
        this.daemon = daemon;
        this.mover = mover;
    }

    /// The derivation and the paths of its outputs.
    record Moved(StorePath derivation, SortedMap<String, StorePath> outputs) {}

    /// @param name of the original derivation; the new one has the same
    Moved add(String name, String system, List<ScannedOutput> outputs) throws IOException {
        SortedSet<StorePath> sources = new TreeSet<>(mover.inputs());
        List<MoveScript.Part> parts = new ArrayList<>();
        for (ScannedOutput output : outputs) {
            StorePath raw = addRaw(output, outputs);
            sources.add(raw);
            sources.addAll(inputs(output, outputs));
            parts.add(new MoveScript.Part(output.name(), output.scratch(), raw, output.survey()));
        }
        byte[] script = MoveScript.of(parts).getBytes(StandardCharsets.ISO_8859_1);
        StorePath scriptPath = daemon.addText("move.sh", script, new TreeSet<>());
        sources.add(scriptPath);

        Derivation derivation = derivation(name, system, outputs, sources, scriptPath);
        SortedMap<String, StorePath> paths = new TreeMap<>();
        for (Map.Entry<String, Output> output : derivation.outputs().entrySet()) {
            paths.put(output.getKey(), output.getValue().knownPath().orElseThrow());
        }
        byte[] text = derivation.print().getBytes(StandardCharsets.ISO_8859_1);
        StorePath drvPath = daemon.addText(name + ".drv", text, sources);
        build(name, drvPath, paths);
        Map<StorePath, StorePath> moves = new HashMap<>();
        for (ScannedOutput output : outputs) {
            moves.put(output.scratch(), path(paths, output.name()));
        }
        for (ScannedOutput output : outputs) {
            compare(output, path(paths, output.name()), moves);
        }
        return new Moved(drvPath, paths);
    }

    private StorePath addRaw(ScannedOutput output, List<ScannedOutput> outputs) {
        SortedSet<StorePath> references = inputs(output, outputs);
        StorePath path =
                StorePaths.source(output.scratch().name(), output.raw().hash(), references, false);
        if (!daemon.isValid(path)) {
            String ca = "fixed:r:sha256:" + NixBase32.encode(output.raw().hash().bytes());
            PathInfo info =
                    new PathInfo(
                            path,
                            Optional.empty(),
                            output.raw().hash(),
                            output.raw().size(),
                            references,
                            ca,
                            List.of(),
                            false);
            daemon.addToStoreNar(info, true, out -> NarWriter.write(output.tree(), out));
        }
        daemon.addTempRoot(path);
        return path;
    }

    private Derivation derivation(
            String name,
            String system,
            List<ScannedOutput> outputs,
            SortedSet<StorePath> sources,
            StorePath script) {
        SortedMap<String, String> env = new TreeMap<>();
        env.put("name", name);
        env.put("system", system);
        env.put("builder", mover.bash());
        env.put("PATH", mover.path());
        env.put("preferLocalBuild", "1");
        env.put("allowSubstitutes", "");
        SortedMap<String, Output> unknown = new TreeMap<>();
        for (ScannedOutput output : outputs) {
            unknown.put(output.name(), new Output.Deferred());
            env.put(output.name(), "");
        }
        List<String> args = List.of(script.toString());
        Derivation blank =
                new Derivation(unknown, new TreeMap<>(), sources, system, mover.bash(), args, env);
        byte[] text = blank.print().getBytes(StandardCharsets.ISO_8859_1);
        SortedMap<String, Output> known = new TreeMap<>();
        for (ScannedOutput output : outputs) {
            StorePath path = StorePaths.output(Digest.of(text), output.name(), name);
            known.put(output.name(), new Output.InputAddressed(path));
            env.put(output.name(), path.toString());
        }
        return new Derivation(known, new TreeMap<>(), sources, system, mover.bash(), args, env);
    }

    private void build(String name, StorePath drvPath, SortedMap<String, StorePath> paths) {
        try {
            daemon.buildPaths(List.of(drvPath + "!" + String.join(",", paths.keySet())));
        } catch (NixError e) {
            throw new Problem(
                    Problem.Kind.RESULT,
                    "Nix could not move the result of " + name + " to its final path",
                    e.plain(),
                    "see what went wrong: nix-store --read-log " + drvPath,
                    e);
        }
    }

    /// Nix has to have made what firn would have made. What gzip packs is compared unpacked.
    private void compare(ScannedOutput output, StorePath path, Map<StorePath, StorePath> moves)
            throws IOException {
        daemon.addTempRoot(path);
        FileTree expected = Relocation.of(output.tree(), output.survey(), moves);
        PathInfo info = daemon.pathInfo(path).orElseThrow();
        SortedSet<StorePath> references = ContentAddressed.moved(output.references(), moves);
        boolean same = info.narHash().equals(NarFacts.of(expected).hash());
        if (!same && output.survey().packs()) {
            same = PackedComparison.same(expected, HostTree.of(store.resolve(path.basename())));
        }
        if (!same || !info.references().equals(references)) {
            throw new Problem(
                    Problem.Kind.RESULT,
                    "Nix moved output '"
                            + output.name()
                            + "' to "
                            + path
                            + ", but not as it should",
                    "its content or its references differ from what was built",
                    "this is a bug in firn or in the tools of the build; please report it");
        }
    }

    private static SortedSet<StorePath> inputs(ScannedOutput output, List<ScannedOutput> outputs) {
        SortedSet<StorePath> inputs = new TreeSet<>(output.references());
        for (ScannedOutput other : outputs) {
            inputs.remove(other.scratch());
        }
        return inputs;
    }

    private static StorePath path(SortedMap<String, StorePath> paths, String output) {
        StorePath path = paths.get(output);
        if (path == null) {
            throw new IllegalStateException("no path for output " + output);
        }
        return path;
    }
}
