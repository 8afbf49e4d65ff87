package dev.firn.nix.daemon;

import dev.firn.nix.daemon.Conversation.Operation;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.wire.Link;
import dev.firn.nix.wire.WireInput;
import dev.firn.nix.wire.WireOutput;
import dev.firn.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A connection to the Nix daemon.
///
/// Requests throw [NixError] when the daemon refuses or fails, after which the connection can be
/// used on, and a [Problem] when the daemon went away, after which it cannot. Threads take turns;
/// [#close()] may be called at any time and ends a request that waits. Events are handed over while
/// a request waits, during uploads on a thread of their own.
public final class NixDaemon implements AutoCloseable {

    /// Requests that may be under way at once, few enough that both directions fit the socket's
    /// buffers: the daemon does not read on while nobody reads its answers.
    private static final int PIPELINE = 64;

    private final Conversation conversation;
    private final WireOutput out;
    private final WireInput in;

    private NixDaemon(Conversation conversation) {
        this.conversation = conversation;
        this.out = conversation.out;
        this.in = conversation.in;
    }

    /// Connects, shakes hands, and sends the options if there are any.
    ///
    /// @param events told while a request waits for its answer
    /// @throws Problem when no daemon answers, or one older than Nix 2.8
    public static NixDaemon connect(NixSettings settings, Consumer<DaemonEvent> events) {
        Link link = Dial.open(settings.address());
        try {
            NixDaemon daemon = new NixDaemon(new Conversation(link, events));
            if (settings.options().isPresent()) {
                daemon.setOptions(settings.options().get());
            }
            return daemon;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    /// The daemon's version of Nix, such as `2.26.3`.
    public String version() {
        return conversation.version;
    }

    public Trust trust() {
        return conversation.trust;
    }

    /// Replaces the options of this connection.
    public synchronized void setOptions(NixSettings.Options options) {
        conversation.ask(Operation.SET_OPTIONS);
        out.flag(false); // keep failed builds
        out.flag(options.keepGoing());
        out.flag(options.fallback());
        out.number(options.verbosity());
        out.number(options.maxJobs());
        out.number(options.maxSilentTime());
        out.flag(true); // obsolete: use the build hook
        out.number(0); // build logs at any verbosity
        out.number(0); // obsolete: log type
        out.number(0); // obsolete: print the build trace
        out.number(options.cores());
        out.flag(options.substitute());
        Map<String, String> others = trust() == Trust.NOT_TRUSTED ? Map.of() : options.others();
        out.number(others.size());
        others.forEach(
                (name, value) -> {
                    out.text(name);
                    out.text(value);
                });
        conversation.hear();
    }

    public synchronized boolean isValid(StorePath path) {
        conversation.ask(Operation.IS_VALID_PATH);
        out.path(path);
        conversation.hear();
        return in.flag();
    }

    /// Those of the paths that are valid. Nothing is fetched.
    public synchronized SortedSet<StorePath> validPaths(Collection<StorePath> paths) {
        conversation.ask(Operation.QUERY_VALID_PATHS);
        out.paths(paths);
        out.flag(false);
        conversation.hear();
        return in.paths();
    }

    public Optional<PathInfo> pathInfo(StorePath path) {
        return Optional.ofNullable(pathInfos(List.of(path)).get(path));
    }

    /// What is known of those of the paths that are valid.
    public synchronized SortedMap<StorePath, PathInfo> pathInfos(Collection<StorePath> paths) {
        List<StorePath> all = List.copyOf(paths);
        SortedMap<StorePath, PathInfo> infos = new TreeMap<>();
        for (int from = 0; from < all.size(); from += PIPELINE) {
            askForInfos(all.subList(from, Math.min(all.size(), from + PIPELINE)), infos);
        }
        return infos;
    }

    /// The paths and all that they refer to, directly or not.
    ///
    /// @throws Problem when one of the paths is not valid
    public SortedMap<StorePath, PathInfo> closure(Collection<StorePath> paths) {
        SortedMap<StorePath, PathInfo> closure = new TreeMap<>();
        Set<StorePath> level = new TreeSet<>(paths);
        while (!level.isEmpty()) {
            SortedMap<StorePath, PathInfo> infos = pathInfos(level);
            level.removeAll(infos.keySet());
            if (!level.isEmpty()) {
                throw notValid(level.iterator().next());
            }
            closure.putAll(infos);
            for (PathInfo info : infos.values()) {
                level.addAll(info.references());
            }
            level.removeAll(closure.keySet());
        }
        return Collections.unmodifiableSortedMap(closure);
    }

    /// Builds or fetches what is missing, with its progress and logs as events.
    ///
    /// @param wanted store paths, and outputs of derivations as `<path>.drv!out,dev` or `!*`
    public synchronized void buildPaths(Collection<String> wanted) {
        conversation.ask(Operation.BUILD_PATHS);
        out.texts(wanted);
        out.number(0); // normally: neither repair nor check
        conversation.hear();
        in.number();
    }

    /// What [#buildPaths] would do.
    public synchronized Missing missing(Collection<String> wanted) {
        conversation.ask(Operation.QUERY_MISSING);
        out.texts(wanted);
        conversation.hear();
        return new Missing(in.paths(), in.paths(), in.paths(), in.number(), in.number());
    }

    /// Keeps the path alive as long as this connection is open.
    public synchronized void addTempRoot(StorePath path) {
        conversation.ask(Operation.ADD_TEMP_ROOT);
        out.path(path);
        conversation.hear();
        in.number();
    }

    /// Keeps what the link leads to alive as long as the link is there.
    ///
    /// @param link an absolute path outside the store; a symbolic link into it
    public synchronized void addIndirectRoot(Path link) {
        conversation.ask(Operation.ADD_INDIRECT_ROOT);
        out.text(
                new String(
                        link.toString().getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1));
        conversation.hear();
        in.number();
    }

    /// Adds a file that is addressed by its content, such as a `.drv`.
    public StorePath addText(String name, byte[] content, Set<StorePath> references) {
        return add(name, "text:sha256", references, to -> to.write(content));
    }

    /// Adds a tree that is addressed by its NAR's hash. It cannot refer to itself.
    public StorePath addRecursive(String name, NarSource nar, Set<StorePath> references) {
        return add(name, "fixed:r:sha256", references, nar);
    }

    /// Adds a path under a name that was computed here. An untrusted user may do so if it is
    /// addressed by its content (`info.ca()`) or signed. What it refers to must be valid already.
    /// Nothing happens if it is valid itself.
    ///
    /// @param checkSigs false to add it unsigned; heeded only for a trusted user
    public synchronized void addToStoreNar(PathInfo info, boolean checkSigs, NarSource nar) {
        conversation.ask(Operation.ADD_TO_STORE_NAR);
        info.write(out);
        out.flag(false); // repair
        out.flag(!checkSigs);
        conversation.upload(nar);
    }

    /// The paths of a derivation's outputs, as far as they are known.
    public synchronized SortedMap<String, StorePath> outputMap(StorePath derivation) {
        conversation.ask(Operation.QUERY_OUTPUT_MAP);
        out.path(derivation);
        conversation.hear();
        SortedMap<String, StorePath> outputs = new TreeMap<>();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            String output = in.text();
            Optional<StorePath> path = in.optionalPath();
            if (path.isPresent()) {
                outputs.put(output, path.get());
            }
        }
        return outputs;
    }

    private synchronized StorePath add(
            String name, String method, Set<StorePath> references, NarSource content) {
        conversation.ask(Operation.ADD_TO_STORE);
        out.text(name);
        out.text(method);
        out.paths(references);
        out.flag(false); // repair
        conversation.upload(content);
        StorePath path = in.path();
        PathInfo.read(in, path);
        return path;
    }

    private void askForInfos(List<StorePath> paths, SortedMap<StorePath, PathInfo> infos) {
        for (StorePath path : paths) {
            conversation.ask(Operation.QUERY_PATH_INFO);
            out.path(path);
        }
        out.flush();
        @Nullable NixError error = null;
        for (StorePath path : paths) {
            try {
                conversation.hearNext();
                if (in.flag()) {
                    infos.put(path, PathInfo.read(in, path));
                }
            } catch (NixError e) {
                error = e; // the answers to the other requests still come
            }
        }
        if (error != null) {
            throw error;
        }
    }

    private static Problem notValid(StorePath path) {
        return new Problem(
                Problem.Kind.INPUTS,
                path + " is not in the store",
                "it was never built or fetched, or has been collected as garbage",
                "");
    }

    @Override
    public void close() {
        conversation.close();
    }
}
