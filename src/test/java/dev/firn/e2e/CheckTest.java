package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.check.Checked;
import dev.firn.check.Checker;
import dev.firn.check.Flaw;
import dev.firn.check.Meter;
import dev.firn.mount.Mounts;
import dev.firn.snapshot.Upkeep;
import dev.firn.store.CacheDirectory;
import dev.firn.store.Durability;
import dev.firn.testkit.Ran;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is changed in a cache is found and named, and what repair drops is built again.
class CheckTest {

    /// Flips in each file; the sweep over every byte is [#main].
    private static final int FLIPS = 2;

    @TempDir static Path first;
    private static ThisMachine machine;

    @TempDir Path place;
    private Path cache;

    private static final Meter NOBODY =
            new Meter() {
                @Override
                public void begin(long bytes) {}

                @Override
                public void read(long bytes) {}
            };

    @BeforeAll
    static void build() throws Exception {
        machine = new ThisMachine(first);
        build(machine);
    }

    /// Entries of every kind, a failure, a run that came to the same, and lessons.
    private static void build(ThisMachine machine) throws Exception {
        machine.build("plain").orFail();
        machine.build("rewriting").orFail();
        String comment = "{ postPatch = \"# another comment\"; }";
        machine.build("rewriting", "--arg", "edit", comment).orFail();
        machine.build("dynamic").orFail();
        machine.build("openFile").orFail();
        assertThat(machine.build("failing").ran().status()).isEqualTo(1);
        settle(machine.cache());
    }

    /// As when all that goes on in the background has come to its end.
    private static void settle(Path cache) throws Exception {
        try (CacheDirectory directory = CacheDirectory.open(cache)) {
            Durability durability = new Durability(directory);
            durability.sync(durability.unsynced());
            Upkeep.completeDigests(directory);
        }
    }

    @BeforeEach
    void copy() throws Exception {
        cache = place.resolve("cache");
        machine.run("cp", "-a", machine.cache().toString(), cache.toString()).orFail();
        assertThat(entries()).contains("layer", "joined", "same", "reveal");
        assertThat(children("packages")).isNotEmpty();
        assertThat(children("runs")).isNotEmpty();
    }

    private String entries() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files(cache.resolve("keys"))) {
            all.append(Files.readString(file));
        }
        return all.toString();
    }

    private List<Path> children(String directory) throws IOException {
        try (Stream<Path> children = Files.list(cache.resolve(directory))) {
            return children.sorted().toList();
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static Checked check(Path cache) throws IOException, InterruptedException {
        try (CacheDirectory directory = CacheDirectory.look(cache)) {
            return checker(directory).check();
        }
    }

    private Checked repair() throws IOException, InterruptedException {
        try (CacheDirectory directory = CacheDirectory.look(cache)) {
            return checker(directory).repair();
        }
    }

    private static Checker checker(CacheDirectory cache) {
        return new Checker(
                cache, new Mounts(cache, Map.of(), Clock.systemUTC(), note -> {}), NOBODY);
    }

    @Test
    void nothingIsDamagedInAnotherPlaceEither() throws Exception {
        Checked checked = check(cache);

        assertThat(checked.flaws()).isEmpty();
        assertThat(checked.digests()).isZero();
        assertThat(checked.layers()).isGreaterThan(15);
    }

    @Test
    void everyFlippedBitIsFoundAndNamed() throws Exception {
        Sweep sweep = new Sweep(cache, new Random(1));
        for (Path file : sweep.files()) {
            for (int i = 0; i < FLIPS; i++) {
                sweep.flipSomewhere(file);
            }
        }
        assertThat(sweep.flips).isGreaterThan(250);
        assertThat(sweep.missed).isEmpty();
        assertThat(check(cache).flaws()).isEmpty();
    }

    /// Flips bits one at a time, and looks whether that is found.
    private static final class Sweep {

        private final Path cache;
        private final Random random;
        private final List<String> missed = new ArrayList<>();
        private int flips;

        Sweep(Path cache, Random random) {
            this.cache = cache;
            this.random = random;
        }

        /// All but the version, which [#aDamagedVersionIsRefused] is about.
        List<Path> files() throws IOException {
            return CheckTest.files(cache).stream()
                    .filter(file -> !file.endsWith("version"))
                    .filter(file -> file.toFile().length() > 0)
                    .toList();
        }

        void flipSomewhere(Path file) throws Exception {
            flip(file, random.nextInt((int) Files.size(file)));
        }

        /// The time of the file stays what it was.
        void flip(Path file, int at) throws Exception {
            byte[] bytes = Files.readAllBytes(file);
            FileTime time = Files.getLastModifiedTime(file);
            int bit = 1 << random.nextInt(8);
            bytes[at] ^= (byte) bit;
            write(file, bytes, time);
            flips++;
            String name = cache.relativize(file).toString();
            List<Flaw> flaws = check(cache).flaws();
            boolean named =
                    flaws.stream()
                            .anyMatch(
                                    flaw ->
                                            flaw.kind() == Flaw.Kind.DAMAGED
                                                    && name.startsWith(flaw.place()));
            if (!named) {
                missed.add(name + " at " + at + " bit " + bit + ": " + flaws);
            }
            bytes[at] ^= (byte) bit;
            write(file, bytes, time);
        }

        private static void write(Path file, byte[] bytes, FileTime time) throws IOException {
            Files.write(file, bytes);
            Files.setLastModifiedTime(file, time);
        }
    }

    /// Every byte of files of less than 1 kB, and many of the others, in a cache made here.
    ///
    /// @param arguments an empty directory; how many bytes of a bigger file
    public static void main(String[] arguments) throws Exception {
        Path place = Path.of(arguments[0]);
        ThisMachine machine = new ThisMachine(place);
        build(machine);
        Sweep sweep = new Sweep(machine.cache(), new Random(7));
        List<Path> files = sweep.files();
        for (Path file : files) {
            long size = Files.size(file);
            for (int i = 0; i < (size < 1024 ? size : Integer.parseInt(arguments[1])); i++) {
                if (size < 1024) {
                    sweep.flip(file, i);
                } else {
                    sweep.flipSomewhere(file);
                }
            }
        }
        System.out.println(
                files.size() + " files, " + sweep.flips + " flips, missed: " + sweep.missed);
    }

    @Test
    void aDamagedVersionIsRefused() throws Exception {
        Files.writeString(cache.resolve("version"), "firn cache, formaT 2\n");

        Ran ran = machine.firnAt("check", "--cache", cache.toString());

        assertThat(ran.status()).isEqualTo(4);
        assertThat(ran.stderr()).contains("its file 'version' was not written by firn");
    }

    /// A change to a file of a layer.
    private interface Change {
        void to(Path file) throws Exception;
    }

    private void isFound(Change change, Predicate<Path> where) throws Exception {
        Path file;
        try (Stream<Path> files = Files.walk(cache.resolve("layers"))) {
            file =
                    files.filter(each -> each.toString().contains("/files/"))
                            .filter(where)
                            .findFirst()
                            .orElseThrow();
        }
        change.to(file);
        String layer = cache.relativize(file).subpath(0, 2).toString();
        assertThat(check(cache).flaws()).anyMatch(flaw -> flaw.place().equals(layer));
        repair();
        assertThat(check(cache).flaws()).isEmpty();
        assertThat(cache.resolve(layer)).doesNotExist();
    }

    private static boolean isRegular(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static void setTime(Path file, FileTime time) throws IOException {
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(time, null, null);
    }

    @Test
    void aNanosecondIsFound() throws Exception {
        isFound(
                file -> {
                    FileTime time = Files.getLastModifiedTime(file);
                    setTime(file, FileTime.from(time.toInstant().plusNanos(1)));
                },
                CheckTest::isRegular);
    }

    @Test
    void aModeIsFound() throws Exception {
        isFound(file -> Files.setAttribute(file, "unix:mode", 0614), CheckTest::isRegular);
    }

    @Test
    void anAttributeIsFound() throws Exception {
        isFound(
                file ->
                        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                                .write("overlay.opaque", ByteBuffer.wrap(new byte[] {'y'})),
                Files::isDirectory);
    }

    @Test
    void anAddedFileIsFound() throws Exception {
        isFound(
                file -> {
                    FileTime time = Files.getLastModifiedTime(file);
                    Files.createFile(file.resolve("added"));
                    Files.setLastModifiedTime(file, time);
                },
                Files::isDirectory);
    }

    @Test
    void aRemovedFileIsFound() throws Exception {
        isFound(
                file -> {
                    FileTime time = Files.getLastModifiedTime(file.getParent());
                    Files.delete(file);
                    Files.setLastModifiedTime(file.getParent(), time);
                },
                CheckTest::isRegular);
    }

    @Test
    void whatIsLostBesidesTheFilesIsFound() throws Exception {
        for (String name : List.of("record.json", "delta.json", "parts.json", "log", "key")) {
            Path file =
                    files(cache.resolve("layers")).stream()
                            .filter(each -> each.endsWith(name))
                            .findFirst()
                            .orElseThrow();
            Files.delete(file);
            String layer = cache.relativize(file.getParent()).toString();
            assertThat(check(cache).flaws()).anyMatch(flaw -> flaw.place().startsWith(layer));
            repair();
            assertThat(check(cache).flaws()).isEmpty();
        }
    }

    @Test
    void lostLayersTakeAllWithThemThatStandsOnThem() throws Exception {
        Path layer = cache.resolve("layers").resolve(layerOf("buildPhase"));
        machine.run("rm", "-rf", layer.toString()).orFail();

        Ran ran = machine.firnAt("check", "--cache", cache.toString());

        assertThat(ran.status()).isEqualTo(4);
        assertThat(ran.stdout())
                .contains("leads to layers/" + layer.getFileName() + ", which is gone")
                .contains("stands on layers/" + layer.getFileName() + ", which is gone")
                .contains("to be dropped:", "(installPhase) of plain", "firn check --repair");
        assertThat(machine.firnAt("check", "--repair", "--cache", cache.toString()).status())
                .isZero();
        assertThat(check(cache).flaws()).isEmpty();
    }

    private String layerOf(String step) {
        String listing = machine.firn("ls", "--build", "plain", "--json").orFail();
        int at = listing.indexOf("\"layer\":\"", listing.indexOf(step)) + "\"layer\":\"".length();
        return listing.substring(at, listing.indexOf('"', at));
    }

    @Test
    void whatWasDroppedIsBuiltAgain() throws Exception {
        ThisMachine other = new ThisMachine(place.resolve("other"));
        machine.run("cp", "-a", cache.toString(), other.cache().toString()).orFail();
        Path log = other.cache().resolve("layers").resolve(layerOf("buildPhase")).resolve("log");
        Files.writeString(log, Files.readString(log).replace('e', 'E'));
        assertThat(other.firn("check", "--repair").orFail()).contains("buildPhase", "repaired");

        Report again = other.build("plain").orFail();

        assertThat(again.firstThatRan()).isEqualTo("buildPhase");
        Sameness.check(again.results(), other.nixBuild("plain"), other);
        settle(other.cache());
        assertThat(check(other.cache()).flaws()).isEmpty();
    }

    @Test
    void theEntryOfAWholeLayerIsWrittenAgain() throws Exception {
        ThisMachine other = new ThisMachine(place.resolve("other"));
        machine.run("cp", "-a", cache.toString(), other.cache().toString()).orFail();
        for (Path entry : files(other.cache().resolve("keys"))) {
            if (Files.readString(entry).startsWith("layer ")) {
                Files.writeString(entry, "layer nonsense\n");
            }
        }
        assertThat(other.firn("check").status()).isEqualTo(4);

        other.firn("check", "--repair").orFail();

        assertThat(other.build("plain").orFail().firstThatRan()).isEqualTo("none");
    }

    @Test
    void foreignFilesAreNamedAndLeftAlone() throws Exception {
        Path letter = Files.writeString(cache.resolve("a letter"), "dear");
        Path link =
                Files.createSymbolicLink(cache.resolve("builds/link.json"), Path.of("/etc/passwd"));
        Path beside = Files.createFile(children("layers").getFirst().resolve("beside"));

        Ran ran = machine.firnAt("check", "--repair", "--cache", cache.toString());

        assertThat(ran.status()).isZero();
        assertThat(ran.stdout())
                .contains("a letter  was not made by firn", "rm -r '" + letter + "'")
                .contains("builds/link.json  was not made by firn")
                .contains(cache.relativize(beside) + "  was not made by firn");
        assertThat(letter).exists();
        assertThat(link).isSymbolicLink();
        assertThat(beside).exists();
    }

    @Test
    void openDirectoriesAreClosed() throws Exception {
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(check(cache).flaws())
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.why()).isEqualTo("has mode 755 instead of 700"));

        assertThat(repair().isDamaged()).isFalse();

        assertThat(check(cache).flaws()).isEmpty();
    }

    @Test
    void missingDigestsAreMadeAndCounted() throws Exception {
        for (Path file : files(cache)) {
            if (file.endsWith("digest")) {
                Files.delete(file);
            }
        }
        Path layer = children("layers").getFirst();
        Files.setLastModifiedTime(layer, FileTime.fromMillis(7));
        Checked checked = check(cache);

        assertThat(Files.getLastModifiedTime(layer)).isEqualTo(FileTime.fromMillis(7));
        assertThat(checked.flaws()).isEmpty();
        assertThat(checked.digests()).isGreaterThan(15);
        assertThat(check(cache).digests()).isZero();
    }
}
