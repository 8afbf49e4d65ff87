package dev.firn.store;

import dev.firn.problem.Problem;
import dev.firn.store.file.PrivateDirectory;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whether a directory may be used as a cache, and makes a new one.
///
/// A new one is filled in any order by any number of processes at once and counts as a cache from
/// the moment it has its `version`, which comes last.
final class Admission {

    private static final String[] PARTS = {
        "layers",
        "keys",
        "builds",
        "derivations",
        "packages",
        "runs",
        "inputs",
        "skeletons",
        "gc",
        "work"
    };

    private Admission() {}

    static void admit(Path root) {
        try {
            if (Files.exists(root.resolve("version"))) {
                checkFormat(root);
            } else {
                checkEmpty(root);
                make(root);
            }
            checkOurs(root);
            upgrade(root);
        } catch (IOException e) {
            throw unusable(root, inWords(e), e);
        }
    }

    /// For somebody who only looks: it need not be his, nor writable.
    static void admitReader(Path root) {
        try {
            if (Files.exists(root.resolve("version"))) {
                checkFormat(root);
                checkReadable(root);
                upgrade(root);
                return;
            }
            checkEmpty(root);
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.CACHE,
                    "the cache in " + root + " cannot be read",
                    inWords(e),
                    "ask its owner, or use another directory: --cache DIR",
                    e);
        }
        throw new Problem(
                Problem.Kind.USAGE,
                "nothing has been built yet",
                "there is no cache in " + root,
                "build something: firn build");
    }

    private static void checkReadable(Path root) throws IOException {
        for (String part : PARTS) {
            Path directory = root.resolve(part);
            if (Files.exists(directory)
                    && !(Files.isReadable(directory) && Files.isExecutable(directory))) {
                throw new AccessDeniedException(directory.toString());
            }
        }
    }

    private static void checkFormat(Path root) throws IOException {
        String version = Upgrade.readVersion(root);
        String format = Upgrade.format(version);
        if (format.isEmpty()) {
            throw foreign(root, "its file 'version' was not written by firn");
        }
        if (!version.equals(Upgrade.version()) && !Upgrade.isOlder(format)) {
            throw new Problem(
                    Problem.Kind.CACHE,
                    "the cache in " + root + " cannot be used",
                    "it has format " + format + ", this firn knows only format " + Upgrade.FORMAT,
                    "use the firn that made it, or another directory: --cache DIR");
        }
    }

    /// An older format becomes that of this firn, also for somebody who only looks, if he may.
    private static void upgrade(Path root) throws IOException {
        String format = Upgrade.format(Upgrade.readVersion(root));
        if (!Upgrade.isOlder(format)) {
            return;
        }
        if (!isOurs(root) || !Files.isWritable(root.resolve("work"))) {
            throw new Problem(
                    Problem.Kind.CACHE,
                    "the cache in " + root + " cannot be read",
                    "it has format "
                            + format
                            + ", and only its owner can upgrade it to "
                            + Upgrade.FORMAT
                            + ", which this firn reads",
                    "as its owner: firn builds --cache " + root);
        }
        Upgrade.run(root);
    }

    /// What a process leaves that dies while it makes a new cache does not make it foreign.
    private static void checkEmpty(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        if (!Files.isDirectory(root)) {
            throw foreign(root, "it is not a directory");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!isPart(name) && !Files.exists(root.resolve("version"))) {
                    throw foreign(root, "it has a file '" + name + "' and no file 'version'");
                }
            }
        }
    }

    private static boolean isPart(String name) {
        for (String part : PARTS) {
            if (part.equals(name)) {
                return true;
            }
        }
        return name.equals("version");
    }

    private static void make(Path root) throws IOException {
        if (root.getParent() != null) {
            Files.createDirectories(root.getParent());
        }
        createDirectory(root);
        // An empty directory that was there is the user's own, and is to be nobody else's.
        if (Files.getAttribute(root, "unix:uid").equals(ownUid())) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        }
        for (String part : PARTS) {
            createDirectory(root.resolve(part));
        }
        Path aside = root.resolve("work").resolve("version-" + LayerId.randomName());
        // On the disk before it is there: a cut of the power may leave a younger file empty.
        Files.writeString(
                aside,
                Upgrade.version() + "\n",
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SYNC);
        try {
            Files.createLink(root.resolve("version"), aside);
        } catch (FileAlreadyExistsException e) {
            // Another process made the same one.
        }
        try {
            Files.delete(aside);
        } catch (NoSuchFileException e) {
            // Another process already sweeps.
        }
    }

    private static void createDirectory(Path directory) throws IOException {
        try {
            PrivateDirectory.make(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    private static Object ownUid() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static void checkOurs(Path root) throws IOException {
        if (!isOurs(root)) {
            String why = "it belongs to user " + user(root) + ", you are " + ownUid();
            throw unusable(root, why, null);
        }
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(root);
        if (modes.contains(PosixFilePermission.GROUP_WRITE)
                || modes.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new Problem(
                    Problem.Kind.CACHE,
                    "the cache in " + root + " cannot be used",
                    "others may write to it, and so decide what your builds come to",
                    "chmod 700 " + root + ", or use another directory: --cache DIR");
        }
        if (!Files.isWritable(root) || !Files.isWritable(root.resolve("work"))) {
            throw unusable(root, "it is read-only", null);
        }
    }

    private static boolean isOurs(Path root) throws IOException {
        return user(root).equals(ownUid());
    }

    private static Object user(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid");
    }

    /// Java gives the most common reasons a class instead of words.
    private static String inWords(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            case FileAlreadyExistsException there ->
                    there.getFile() + " is there and is no directory";
            case NoSuchFileException missing -> "cannot be made: " + missing.getFile();
            case FileSystemException other -> String.valueOf(other.getMessage());
            default -> e.toString();
        };
    }

    private static Problem foreign(Path root, String why) {
        return new Problem(
                Problem.Kind.CACHE,
                root + " is not a cache of firn",
                why,
                "name an empty directory or a new one: --cache DIR");
    }

    private static Problem unusable(Path root, String why, @Nullable Throwable cause) {
        return new Problem(
                Problem.Kind.CACHE,
                "the cache in " + root + " cannot be used",
                why,
                "make it writable for you, or use another directory: --cache DIR",
                cause);
    }
}
