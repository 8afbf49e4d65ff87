package dev.firn.build;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What a step prints: kept in the layer's log, and told as it comes.
///
/// It also looks for the message by which a program says that it could not move a directory of
/// an earlier layer: an overlay without privileges answers `EXDEV` to that, where the file system
/// that Nix builds on would have moved it.
public final class StepLog extends OutputStream {

    private static final String CROSS_DEVICE = "cross-device link";

    /// How bash says that it does not know a name.
    private static final List<String> MISSING_NAME =
            List.of("command not found", "unbound variable");

    private static final int LONGEST = 32;

    private static final long MOST_COMPARED = 1L << 26;

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final Path path;
    private final OutputStream file;
    private final Consumer<BuildEvent> events;
    private volatile String step = "";
    private volatile boolean crossDevice;
    private volatile boolean missingName;
    private String tail = "";

    /// A log that is written into a file.
    public StepLog(Path path, Consumer<BuildEvent> events) throws IOException {
        this.path = path;
        this.file = new BufferedOutputStream(Files.newOutputStream(path));
        this.events = events;
    }

    /// Whose output comes from now on.
    public void of(String name) {
        step = name;
    }

    /// Where it is kept.
    Path path() {
        return path;
    }

    boolean sawCrossDevice() {
        return crossDevice;
    }

    boolean sawMissingName() {
        return missingName;
    }

    /// Whether it says the same so far as another one does: numbers are times or lines of a script,
    /// and the order of lines is that of processes.
    boolean isLike(Path other) throws IOException {
        flush();
        if (!Files.exists(other)) {
            return false;
        }
        return Files.mismatch(path, other) < 0
                || (Files.size(path) + Files.size(other) <= MOST_COMPARED
                        && said(path).equals(said(other)));
    }

    private static List<String> said(Path log) throws IOException {
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        return NUMBER.matcher(text).replaceAll("0").lines().sorted().toList();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        file.write(bytes, from, count);
        String text = new String(bytes, from, count, StandardCharsets.ISO_8859_1);
        String searched = tail + text;
        crossDevice |= searched.contains(CROSS_DEVICE);
        for (String words : MISSING_NAME) {
            missingName |= searched.contains(words);
        }
        tail = searched.substring(Math.max(0, searched.length() - LONGEST));
        events.accept(new BuildEvent.StepOutput(step, text));
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
