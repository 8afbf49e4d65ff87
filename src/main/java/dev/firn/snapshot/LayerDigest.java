package dev.firn.snapshot;

import dev.firn.digest.Digest;
import dev.firn.linux.PathBytes;
import dev.firn.overlay.FileState;
import dev.firn.store.CacheDirectory;
import dev.firn.store.LayerPaths;
import dev.firn.store.file.Summed;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/// The digest of everything in a layer that was there when it was sealed: of each file, in the
/// order of names by byte, its path, type, mode, time of modification, user attributes, and its
/// content, link target, or device; of a further name of one file, the first name.
///
/// Not in it: the layer's own time, which tells of its last use; times of access and of change,
/// owners, inode numbers; and what is found out about a layer later, which has sums of its own.
///
/// Where a builder has closed files or directories to their owner, the digest is made in a user
/// namespace, in which he is root over them.
public final class LayerDigest {

    /// What lies beside the files of a layer and was there from the first.
    private static final Set<String> SEALED =
            Set.of("files", "record.json", "delta.json", "parts.json", "log", "key");

    private static final String HEAD = "sha256 ";
    private static final int CHUNK = 1 << 16;

    private final MessageDigest digest = Digest.start();
    private final Map<Long, String> firstNames = new HashMap<>();
    private final byte[] chunk = new byte[CHUNK];
    private final LongConsumer read;

    private LayerDigest(LongConsumer read) {
        this.read = read;
    }

    /// Of a layer, or of what is kept of a run that has none.
    ///
    /// @param read is told how many bytes of content have been read, as often as some have
    public static Digest of(LayerPaths layer, LongConsumer read) throws IOException {
        try {
            return inThisProcess(layer.directory(), read);
        } catch (AccessDeniedException e) {
            return inNamespace(layer.directory());
        }
    }

    /// What is known to be the digest of a layer.
    ///
    /// @return nothing when nobody has made it yet, or the file is damaged
    public static Optional<Digest> kept(LayerPaths layer) throws IOException {
        return Files.exists(layer.digest())
                ? Summed.read(layer.digest())
                        .map(line -> new String(line, StandardCharsets.ISO_8859_1))
                        .map(line -> Digest.parse(line.strip().substring(HEAD.length())))
                : Optional.empty();
    }

    /// What the file of a digest holds.
    public static byte[] text(LayerPaths layer, Digest digest) {
        byte[] line = (HEAD + digest.hex() + '\n').getBytes(StandardCharsets.ISO_8859_1);
        return Summed.of(layer.digest(), line);
    }

    /// Keeps it with its layer. That does not count as a use.
    public static void keep(CacheDirectory cache, LayerPaths layer, Digest digest)
            throws IOException {
        FileTime lastUse = Files.getLastModifiedTime(layer.directory());
        cache.workroom().replace(layer.digest(), text(layer, digest));
        Files.setLastModifiedTime(layer.directory(), lastUse);
    }

    private static Digest inThisProcess(Path layer, LongConsumer read) throws IOException {
        LayerDigest made = new LayerDigest(read);
        made.text(PathBytes.name(layer));
        made.number(FileState.of(layer).permissions());
        SortedMap<String, Path> parts = children(layer);
        parts.keySet().retainAll(SEALED);
        for (Map.Entry<String, Path> part : parts.entrySet()) {
            made.add(part.getValue(), part.getKey());
        }
        return Digest.finish(made.digest);
    }

    private static SortedMap<String, Path> children(Path directory) throws IOException {
        SortedMap<String, Path> children = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                children.put(PathBytes.name(entry), entry);
            }
        }
        return children;
    }

    private void add(Path file, String name) throws IOException {
        FileState state = FileState.of(file);
        text(name);
        number(state.mode());
        Instant modified = state.modified().toInstant();
        number(modified.getEpochSecond());
        number(modified.getNano());
        String first = "";
        if (!state.isDirectory() && state.links() > 1) {
            String known = firstNames.putIfAbsent(state.inode(), name);
            first = known == null ? "" : known;
        }
        text(first);
        if (!first.isEmpty()) {
            return;
        }
        switch (state.type()) {
            case 'd' -> {
                attributes(file);
                SortedMap<String, Path> children = children(file);
                number(children.size());
                for (Map.Entry<String, Path> child : children.entrySet()) {
                    add(child.getValue(), name + '/' + child.getKey());
                }
            }
            case 'f' -> {
                attributes(file);
                content(file, state.size());
            }
            case 'l' -> text(PathBytes.of(Files.readSymbolicLink(file)));
            default ->
                    number((Long) Files.getAttribute(file, "unix:rdev", LinkOption.NOFOLLOW_LINKS));
        }
    }

    private void attributes(Path file) throws IOException {
        UserDefinedFileAttributeView attributes =
                Files.getFileAttributeView(
                        file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        TreeSet<String> names = new TreeSet<>(attributes.list());
        number(names.size());
        for (String name : names) {
            ByteBuffer value = ByteBuffer.allocate(attributes.size(name));
            attributes.read(name, value);
            text(name);
            text(new String(value.array(), 0, value.position(), StandardCharsets.ISO_8859_1));
        }
    }

    private void content(Path file, long size) throws IOException {
        number(size);
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
                digest.update(chunk, 0, count);
                read.accept(count);
            }
        }
    }

    private void text(String bytes) {
        number(bytes.length());
        digest.update(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void number(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    }

    private static Digest inNamespace(Path layer) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                "unshare",
                                "--user",
                                "--map-root-user",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:-UsePerfData",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LayerDigest.class.getName(),
                                // In ASCII, whatever the locale.
                                layer.toUri().toASCIIString()));
        builder.environment()
                .keySet()
                .removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process =
                builder.redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectError(Redirect.DISCARD)
                        .start();
        try (InputStream answer = process.getInputStream()) {
            String hex = new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1);
            if (process.waitFor() != 0 || hex.length() != 2 * Digest.LENGTH) {
                throw new IOException("could not read all of " + layer);
            }
            return Digest.parse(hex);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading " + layer, e);
        } finally {
            process.destroy();
        }
    }

    /// The program that runs in the namespace; its argument is the URI of the layer.
    public static void main(String[] arguments) throws IOException {
        Digest digest = inThisProcess(Path.of(URI.create(arguments[0])), count -> {});
        try (FileOutputStream answer = new FileOutputStream(FileDescriptor.out)) {
            answer.write(digest.hex().getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
