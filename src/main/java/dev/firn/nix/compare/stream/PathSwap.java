package dev.firn.nix.compare.stream;

import dev.firn.nix.path.StorePath;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes their hashes ours. Ours become theirs at the same time: so nothing gets equal that was
/// not, as it could with a placeholder that occurs in a file, and a file of ours that names
/// their path differs from one of theirs that does.
public final class PathSwap {

    private static final int HASH_FROM = StorePath.STORE_DIR.length() + 1;
    private static final int HASH_TO = HASH_FROM + StorePath.HASH_LENGTH;

    /// The shortest piece that is told from chance, as in `nix.piece`: so many characters of the
    /// path with one of the hash among them, or so many of the hash.
    private static final int LEAST_OF_PATH = 8;

    private static final int LEAST_OF_HASH = 4;

    /// Bytes between one character and the next: plain, UTF-16 and UTF-32.
    private static final int[] STRIDES = {1, 2, 4};

    /// How far [#explains] looks to both sides, in bytes.
    static final int REACH = LEAST_OF_PATH * 4;

    private final SortedMap<String, String> swaps;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<byte[]> builtHashes = new ArrayList<>();

    /// Two whole paths, which are ASCII.
    private record Pair(String ours, String theirs) {}

    /// @param ours by output
    /// @param theirs by output; what only one of them has stays as it is
    /// @param built where our build had its outputs before they were moved
    public PathSwap(
            SortedMap<String, StorePath> ours,
            SortedMap<String, StorePath> theirs,
            Collection<StorePath> built) {
        for (StorePath path : built) {
            builtHashes.add(path.hash().getBytes(StandardCharsets.ISO_8859_1));
        }
        Map<String, String> back = new HashMap<>();
        swaps = new TreeMap<>();
        for (Map.Entry<String, StorePath> output : ours.entrySet()) {
            StorePath our = output.getValue();
            StorePath their = theirs.get(output.getKey());
            if (their == null) {
                continue;
            }
            if (swaps.put(their.hash(), our.hash()) != null
                    || back.put(our.hash(), their.hash()) != null) {
                throw new IllegalArgumentException("two outputs have the same hash");
            }
            if (!our.hash().equals(their.hash())) {
                pairs.add(new Pair(our.toString(), their.toString()));
            }
        }
        for (String our : new HashSet<>(back.keySet())) {
            String their = our;
            while (back.containsKey(their)) {
                their = back.get(their);
                if (their.equals(our)) {
                    break;
                }
            }
            swaps.putIfAbsent(our, their);
        }
        swaps.entrySet().removeIf(swap -> swap.getKey().equals(swap.getValue()));
    }

    /// A name or a link target of theirs as it would be here.
    public String applied(String theirs) {
        if (swaps.isEmpty() || theirs.length() < StorePath.HASH_LENGTH) {
            return theirs;
        }
        StringBuilder swapped = new StringBuilder(theirs);
        for (int i = 0; i + StorePath.HASH_LENGTH <= theirs.length(); i++) {
            String hash = swaps.get(theirs.substring(i, i + StorePath.HASH_LENGTH));
            if (hash != null) {
                swapped.replace(i, i + StorePath.HASH_LENGTH, hash);
                i += StorePath.HASH_LENGTH - 1;
            }
        }
        return swapped.toString();
    }

    /// Content of theirs as it would be here.
    SwappedStream applied(InputStream theirs) {
        List<SwappedStream.Swap> list = new ArrayList<>();
        for (Map.Entry<String, String> swap : swaps.entrySet()) {
            list.add(new SwappedStream.Swap(swap.getKey(), swap.getValue()));
        }
        return new SwappedStream(theirs, list);
    }

    /// Whether the bytes at `at`, which differ, are of the same piece of an output's path, ours
    /// here and theirs there. Looks at `from` up to `to`.
    boolean explains(byte[] ours, byte[] theirs, int at, int from, int to) {
        for (Pair pair : pairs) {
            for (int i = HASH_FROM; i < HASH_TO; i++) {
                if (ours[at] != pair.ours.charAt(i) || theirs[at] != pair.theirs.charAt(i)) {
                    continue;
                }
                for (int stride : STRIDES) {
                    int before = run(pair, ours, theirs, at, i, -stride, from, to);
                    int after = run(pair, ours, theirs, at, i, stride, from, to);
                    int first = i - before;
                    int last = i + after;
                    int ofHash = Math.min(last, HASH_TO - 1) - Math.max(first, HASH_FROM) + 1;
                    if (last - first + 1 >= LEAST_OF_PATH || ofHash >= LEAST_OF_HASH) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// Whether the byte at `at` is of the hash of a path at which our build had an output. Looks at
    /// `from` up to `to`.
    boolean isBuiltPath(byte[] ours, int at, int from, int to) {
        int first = Math.max(from, at - StorePath.HASH_LENGTH + 1);
        int last = Math.min(at, to - StorePath.HASH_LENGTH);
        for (byte[] hash : builtHashes) {
            for (int i = first; i <= last; i++) {
                if (Arrays.equals(ours, i, i + hash.length, hash, 0, hash.length)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// So many characters next to `at` go on like the path.
    private static int run(
            Pair pair, byte[] ours, byte[] theirs, int at, int i, int step, int from, int to) {
        int length = Math.min(pair.ours.length(), pair.theirs.length());
        int direction = Integer.signum(step);
        int run = 0;
        while (run < LEAST_OF_PATH) {
            int next = at + (run + 1) * step;
            int character = i + (run + 1) * direction;
            if (next < from || next >= to || character < 0 || character >= length) {
                return run;
            }
            if (ours[next] != pair.ours.charAt(character)
                    || theirs[next] != pair.theirs.charAt(character)) {
                return run;
            }
            run++;
        }
        return run;
    }
}
