package dev.firn.store;

import dev.firn.problem.Problem;
import dev.firn.store.file.Summed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/// Brings a cache of an older format to that of this firn, one format after the other.
///
/// An older firn never works in it meanwhile: it finds a version that it does not know from before
/// the first change to after the last. Every change is a rename, and one that was made already is
/// not made again, so that whoever comes after a crash begins anew. Two of this kind wait for each
/// other.
final class Upgrade {

    /// From one format to the next.
    private interface Step {
        void upgrade(Path root) throws IOException;
    }

    /// The first one leads from format 1 to 2.
    private static final List<Step> STEPS = List.of(Upgrade::addSums);

    /// The format of this firn.
    static final int FORMAT = 1 + STEPS.size();

    private static final String HEAD = "firn cache, format ";
    private static final String ON_THE_WAY = " on the way to ";
    private static final String LOCK = "upgrade.lock";

    private Upgrade() {}

    /// What the file `version` holds in this format.
    static String version() {
        return HEAD + FORMAT;
    }

    /// The format of a cache as its version names it; empty when this was not written by firn.
    static String format(String version) {
        return version.startsWith(HEAD) ? version.substring(HEAD.length()) : "";
    }

    /// Whether a cache of this format can be brought to that of this firn.
    static boolean isOlder(String format) {
        return number(format) < FORMAT;
    }

    /// Waits for others who do the same.
    ///
    /// @throws Problem when another firn is at work there
    static void run(Path root) throws IOException {
        Path lock = root.resolve("work").resolve(LOCK);
        try (FileChannel channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            String format = format(readVersion(root));
            if (isOlder(format)) {
                requireAlone(root, format);
                int number = number(format);
                writeVersion(root, number + ON_THE_WAY + FORMAT);
                for (Step step : STEPS.subList(number - 1, STEPS.size())) {
                    step.upgrade(root);
                }
                Durability.syncNow(root);
                writeVersion(root, Integer.toString(FORMAT));
            }
            Files.deleteIfExists(lock);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while upgrading the cache", e);
        }
    }

    private static int number(String format) {
        String number = format.split(ON_THE_WAY, 2)[0];
        return number.length() < 5 && number.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Math.max(1, Integer.parseInt(number))
                : Integer.MAX_VALUE;
    }

    static String readVersion(Path root) throws IOException {
        return Files.readString(root.resolve("version"), StandardCharsets.ISO_8859_1).strip();
    }

    private static void writeVersion(Path root, String format) throws IOException {
        byte[] line = (HEAD + format + '\n').getBytes(StandardCharsets.ISO_8859_1);
        Path aside = aside(root);
        Files.write(aside, line, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
        Files.move(aside, root.resolve("version"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void requireAlone(Path root, String format) throws IOException {
        for (Path entry : children(root.resolve("work"))) {
            String name = entry.getFileName().toString();
            if (Workroom.isLock(name) && !name.equals(LOCK) && Workroom.isAlive(entry)) {
                throw new Problem(
                        Problem.Kind.CACHE,
                        "the cache in " + root + " cannot be upgraded now",
                        "it has format " + format + ", and an older firn is at work in it",
                        "wait until that has ended, or use another directory: --cache DIR");
            }
        }
    }

    // --- from 1 to 2: small files end in a sum ---------------------------------------------------

    /// How a file ends in format 1 that is whole.
    private static final String JSON = "}\n";

    /// What can be found out again by itself is removed instead.
    private static void addSums(Path root) throws IOException {
        for (Path two : children(root.resolve("keys"))) {
            for (Path entry : children(two)) {
                addSum(root, entry, "end\n", "");
            }
        }
        for (String directory : List.of("builds", "packages")) {
            for (Path file : children(root.resolve(directory))) {
                addSum(root, file, JSON, JSON);
            }
        }
        for (Path file : children(root.resolve("derivations"))) {
            addSum(root, file, ")", ")\n");
        }
        for (Path file : children(root.resolve("inputs"))) {
            TreeRemoval.remove(file);
        }
        for (Path mount : children(root.resolve("mounts"))) {
            addSum(root, new MountPaths(mount).record(), JSON, JSON);
        }
        for (String directory : List.of("layers", "runs")) {
            for (Path layer : children(root.resolve(directory))) {
                addSums(root, new LayerPaths(layer));
            }
        }
    }

    private static void addSums(Path root, LayerPaths layer) throws IOException {
        FileTime lastUse = Files.getLastModifiedTime(layer.directory());
        addSum(root, layer.record(), JSON, JSON);
        addSum(root, layer.delta(), JSON, JSON);
        addSum(root, layer.parts(), "]", "]\n");
        addSum(root, layer.key(), "\n", "\n");
        Files.deleteIfExists(layer.reads());
        Files.deleteIfExists(layer.survey());
        Files.setLastModifiedTime(layer.directory(), lastUse);
    }

    /// A file that ends otherwise was cut short, and is left so.
    private static void addSum(Path root, Path file, String end, String instead)
            throws IOException {
        if (!Files.isRegularFile(file) || Summed.read(file).isPresent()) {
            return;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.endsWith(end)) {
            String content = text.substring(0, text.length() - end.length()) + instead;
            byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
            replace(root, file, Summed.of(file, bytes));
        }
    }

    private static void replace(Path root, Path file, byte[] content) throws IOException {
        Path aside = aside(root);
        Files.write(aside, content, StandardOpenOption.CREATE_NEW);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path aside(Path root) throws IOException {
        return root.resolve("work").resolve("upgrade-" + LayerId.randomName());
    }

    private static List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(children::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        return children;
    }
}
