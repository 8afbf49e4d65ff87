package dev.firn.build.room;

import dev.firn.limit.Allowance;
import dev.firn.nix.path.StorePath;
import dev.firn.recipe.StepScript;
import dev.firn.sandbox.Bind;
import dev.firn.sandbox.Isolation;
import dev.firn.sandbox.Overlay;
import dev.firn.sandbox.Program;
import dev.firn.sandbox.Sandbox;
import dev.firn.sandbox.SandboxProcess;
import dev.firn.sandbox.SandboxSpec;
import dev.firn.snapshot.Scratch;
import dev.firn.snapshot.Skeleton;
import dev.firn.snapshot.Skeleton.Point;
import dev.firn.store.CacheDirectory;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The sandbox of one build: what every process of it sees, whatever step it runs.
///
/// @param inputs the closure of all inputs
/// @param always those that every process sees, whatever it can name
/// @param hostPaths what the Nix configuration adds (`sandbox-paths`)
/// @param allowance what its steps may use
public record BuildRoom(
        SortedSet<StorePath> inputs,
        SortedSet<StorePath> always,
        List<Bind> hostPaths,
        Isolation isolation,
        Allowance allowance) {

    private static final SortedMap<String, String> PLACES =
            new TreeMap<>(
                    Map.of("build", "/build", "nix/store", StorePath.STORE_DIR, "tmp", "/tmp"));

    private static final Path CERTIFICATES = Path.of("/etc/ssl/certs/ca-certificates.crt");

    private static final int FILE_MODE = 0644;

    public BuildRoom {
        inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
        always = Collections.unmodifiableSortedSet(new TreeSet<>(always));
        hostPaths = List.copyOf(hostPaths);
    }

    /// The same with the network of the host.
    public BuildRoom withNetwork() {
        Optional<Path> certificates = Optional.of(CERTIFICATES).filter(Files::exists);
        return new BuildRoom(
                inputs, always, hostPaths, isolation.withNetwork(certificates), allowance);
    }

    /// The folder of the host that is [StepScript#IN] in the sandbox.
    public static Path in(Scratch scratch) {
        return scratch.run().resolve("in");
    }

    /// The folder of the host that is [StepScript#OUT] in the sandbox.
    static Path out(Scratch scratch) {
        return scratch.run().resolve("out");
    }

    /// Starts a process of a step.
    ///
    /// @param spec what it was furnished with
    /// @param log as for [Sandbox#start]
    public SandboxProcess start(Scratch scratch, SandboxSpec spec, OutputStream log)
            throws IOException {
        Path directory = PrivateDirectory.make(scratch.run().resolve("sandbox"));
        return Sandbox.start(spec, directory, log, allowance.leash());
    }

    /// The mount points of a process that sees these inputs.
    public Skeleton skeleton(CacheDirectory cache, SortedSet<StorePath> seen) throws IOException {
        SortedMap<String, Point> points = new TreeMap<>();
        for (StorePath input : shown(seen)) {
            Path path = Path.of(input.toString());
            Point point;
            if (Files.isSymbolicLink(path)) {
                point = new Point.Symlink(Files.readSymbolicLink(path).toString());
            } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                point = new Point.Directory();
            } else {
                point = new Point.Regular();
            }
            points.put("nix/store/" + input.basename(), point);
        }
        return Skeleton.of(cache, points);
    }

    private SortedSet<StorePath> shown(SortedSet<StorePath> seen) {
        SortedSet<StorePath> shown = new TreeSet<>(seen);
        shown.addAll(always);
        return shown;
    }

    /// Makes a scratch ready for a process.
    ///
    /// @param files what Nix lays into the build directory, by name
    /// @param seen the inputs that the process sees; nothing else of the store is there
    /// @param more what this process sees besides
    public SandboxSpec furnish(
            Scratch scratch,
            Program program,
            SortedMap<String, byte[]> files,
            SortedSet<StorePath> seen,
            List<Bind> more)
            throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            scratch.lay("build/" + file.getKey(), file.getValue(), FILE_MODE);
        }
        PrivateDirectory.makeAll(in(scratch));
        PrivateDirectory.makeAll(out(scratch));
        List<Bind> binds = new ArrayList<>();
        for (StorePath input : shown(seen)) {
            Path path = Path.of(input.toString());
            if (!Files.isSymbolicLink(path)) {
                binds.add(Bind.readOnly(path, input.toString()));
            }
        }
        binds.addAll(hostPaths);
        binds.add(Bind.readOnly(in(scratch), StepScript.IN));
        binds.add(Bind.writable(out(scratch), StepScript.OUT));
        binds.addAll(more);
        Overlay overlay = new Overlay(scratch.lowers(), scratch.upper(), scratch.work(), PLACES);
        return new SandboxSpec(overlay, binds, program, isolation);
    }
}
