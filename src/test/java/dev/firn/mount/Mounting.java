package dev.firn.mount;

import dev.firn.linux.PathBytes;
import dev.firn.overlay.MergedFile;
import dev.firn.problem.Problem;
import dev.firn.snapshot.Chain;
import dev.firn.snapshot.Layers;
import dev.firn.snapshot.Listing;
import dev.firn.snapshot.RandomOperations;
import dev.firn.snapshot.Scratch;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// What a user does with mounts, in a process of that user and a mount namespace of its own. Says
/// what came of it, a line each; stops at the first thing that is wrong.
final class Mounting {

    private static final String AWKWARD =
            """
            cd build
            mkdir -p gone replaced/sub kept 'a b'
            echo 1 | tee gone/x replaced/x replaced/sub/x kept/x > kept/y
            echo 1 > a; ln a b; ln a kept/c; mkdir -p z/z; ln a z/z/z; echo secret > closed; chmod 0 closed
            mkdir was-directory; echo 1 > was-file; chmod 4751 kept/y; truncate -s 1M sparse
            touch -d @1000000000.123456789 a kept; ln -s nowhere link
            touch "$(printf 'not\\377text')"
            """;
    private static final String MORE =
            """
            cd build
            rm -r gone replaced kept/x was-file was-directory
            mkdir -p replaced/sub was-file; echo 2 > was-directory; touch replaced/new
            chmod 700 'a b'
            """;

    private final CacheDirectory cache;
    private final Layers layers;
    private final Map<String, String> environment;

    private Mounting(CacheDirectory cache) throws Exception {
        this.cache = cache;
        layers = new Layers(cache);
        Path runtime = cache.root().resolveSibling("run");
        Files.createDirectories(runtime);
        environment = Map.of("PATH", System.getenv("PATH"), "XDG_RUNTIME_DIR", runtime.toString());
    }

    public static void main(String[] arguments) throws Exception {
        try (CacheDirectory cache = CacheDirectory.open(Path.of(arguments[0]))) {
            Mounting mounting = new Mounting(cache);
            Chain chain = mounting.layers.grow(Chain.empty(), AWKWARD);
            chain = mounting.layers.grow(chain, MORE);
            mounting.awkward(chain);
            for (long seed = 1; seed <= 3; seed++) {
                mounting.random(seed);
            }
            mounting.longChain();
            mounting.written(chain);
            mounting.busy(chain);
            mounting.dead(chain);
            mounting.mistaken();
        }
    }

    private Mounts mounts() {
        return new Mounts(
                cache, environment, Clock.systemUTC(), note -> System.out.println(shortened(note)));
    }

    private String shortened(String text) {
        return text.replace(cache.root().getParent().toString(), "HOME");
    }

    private Path mount(Chain chain, boolean writable) throws Exception {
        return mounts().mount(Builds.state(chain), Optional.empty(), writable).directory();
    }

    private void awkward(Chain chain) throws Exception {
        setAttribute(chain.layers().getFirst().paths().files().resolve("build/kept/y"));
        Path directory = mount(chain, false);
        System.out.println(shortened(directory.toString()));
        compare(chain, directory);
        require(attributes(directory.resolve("build/kept/y")).equals(List.of("note")), "attribute");
        require(attributes(directory.resolve("build/replaced")).isEmpty(), "marks are hidden");
        Path build = directory.resolve("build");
        require(Files.isSameFile(build.resolve("a"), build.resolve("kept/c")), "hard link");
        require(mount(chain, false).equals(directory), "the same state is not mounted twice");
        try {
            Files.createFile(directory.resolve("new"));
            throw new IllegalStateException("can be written to");
        } catch (IOException e) {
            mounts().unmount(Optional.of(directory.toString()), false);
        }
        require(!Files.exists(directory), "the directory is gone");
    }

    private void random(long seed) throws Exception {
        RandomOperations operations = new RandomOperations(seed);
        Chain chain = Chain.empty();
        for (int layer = 0; layer < 4; layer++) {
            // A directory that some layer has closed to its owner is closed in the mount.
            chain = layers.grow(chain, operations.lines(40).replace("1644", "1755"));
        }
        Path directory = mount(chain, false);
        compare(chain, directory);
        mounts().unmount(Optional.of("buildPhase"), false);
    }

    private void longChain() throws Exception {
        Chain chain = Chain.empty();
        for (int i = 0; i < 300; i++) {
            try (Scratch scratch = layers.open(chain)) {
                Files.createDirectories(scratch.upper().resolve("build"));
                Files.createFile(scratch.upper().resolve("build/" + i));
                chain = chain.plus(scratch.commit(Layers.sealing("step " + i)));
            }
        }
        compare(chain, mount(chain, false));
        mounts().unmount(Optional.empty(), false);
    }

    private void written(Chain chain) throws Exception {
        SortedMap<String, String> before = Listing.of(chain.view());
        Path directory = mount(chain, true);
        compare(chain, directory);
        Files.writeString(directory.resolve("build/a"), "changed");
        require(Files.readString(directory.resolve("build/a")).equals("changed"), "can be written");
        Files.delete(directory.resolve("build/kept/y"));
        Files.createDirectory(directory.resolve("build/kept/new"));
        mounts().unmount(Optional.of("build"), false);
        require(Listing.of(chain.view()).equals(before), "the layers are as before");
        directory = mount(chain, true);
        compare(chain, directory);
        mounts().unmount(Optional.empty(), false);
        require(new MountRecords(cache).ids().isEmpty(), "nothing is left in the cache");
    }

    private void busy(Chain chain) throws Exception {
        Path directory = mount(chain, false);
        Process user =
                new ProcessBuilder("sleep", "1000")
                        .directory(directory.resolve("build").toFile())
                        .start();
        try {
            mounts().unmount(Optional.empty(), false);
            throw new IllegalStateException("was not busy");
        } catch (Problem problem) {
            String said = problem.what() + "\n" + problem.why() + "\n" + problem.fix();
            System.out.println(shortened(said).replace("" + user.pid(), "PID"));
        }
        require(mounts().all().size() == 1, "is still there");
        mounts().unmount(Optional.empty(), true);
        user.destroyForcibly().waitFor();
    }

    /// Whatever serves it goes without a word.
    private void dead(Chain chain) throws Exception {
        Path directory = mount(chain, true);
        MountRecord record = mounts().all().getFirst().record();
        Optional<ProcessHandle> server = serving(cache.mount(record.id()).program(record.mark()));
        if (server.isPresent()) {
            require(server.get().destroyForcibly(), "is killed");
            while (serving(cache.mount(record.id()).program(record.mark())).isPresent()) {
                Thread.onSpinWait();
            }
        } else {
            new ProcessBuilder("umount", directory.toString()).inheritIO().start().waitFor();
        }
        mounts().unmount(Optional.of(directory.toString()), false);
        require(mounts().all().isEmpty(), "nothing is mounted");
        require(!Files.exists(directory), "the directory is gone");
        require(!HostMounts.now().isMountPoint(directory), "nothing is mounted there");
    }

    /// Names that mean something to one who serves the mount.
    private void mistaken() throws Exception {
        Chain chain = layers.grow(Chain.empty(), "cd build; touch x .wh.x");
        try {
            compare(chain, mount(chain, false));
            mounts().unmountAll(false);
        } catch (Problem problem) {
            System.out.println(problem.why());
        }
    }

    private static Optional<ProcessHandle> serving(Path program) throws IOException {
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            try {
                String line = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                if (line.startsWith(program + "\0")) {
                    return Optional.of(process);
                }
            } catch (IOException e) {
                // It has ended.
                continue;
            }
        }
        return Optional.empty();
    }

    private static void compare(Chain chain, Path directory) throws Exception {
        SortedMap<String, String> wanted = Listing.of(chain.view());
        wanted.keySet().removeIf(name -> !name.startsWith("build"));
        SortedMap<String, String> seen = Listing.of(directory);
        require(!wanted.isEmpty() && seen.equals(wanted), "seen " + seen + "\nwanted " + wanted);
        compare(chain.view().root(), directory);
    }

    /// What every file holds.
    private static void compare(MergedFile wanted, Path directory) throws IOException {
        for (Map.Entry<String, MergedFile> child : wanted.children().entrySet()) {
            Path seen = PathBytes.resolve(directory, child.getKey());
            if (child.getValue().type() == 'd') {
                compare(child.getValue(), seen);
            } else if (child.getValue().type() == 'f' && Files.isReadable(seen)) {
                try (InputStream content = child.getValue().open()) {
                    byte[] bytes = content.readAllBytes();
                    require(Arrays.equals(Files.readAllBytes(seen), bytes), "content of " + seen);
                }
            }
        }
    }

    private static void setAttribute(Path file) throws IOException {
        attributeView(file).write("note", StandardCharsets.UTF_8.encode("kept"));
    }

    private static List<String> attributes(Path file) throws IOException {
        return attributeView(file).list();
    }

    private static UserDefinedFileAttributeView attributeView(Path file) {
        return Files.getFileAttributeView(
                file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void require(boolean holds, String claim) {
        if (!holds) {
            throw new IllegalStateException("not so: " + claim);
        }
    }
}
