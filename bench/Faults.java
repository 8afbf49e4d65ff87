import dev.firn.cache.EntryText;
import dev.firn.check.Checker;
import dev.firn.check.Flaw;
import dev.firn.check.Meter;
import dev.firn.digest.Digest;
import dev.firn.mount.Mounts;
import dev.firn.overlay.TreeDigest;
import dev.firn.snapshot.Layer;
import dev.firn.snapshot.Upkeep;
import dev.firn.store.CacheDirectory;
import dev.firn.store.Durability;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.LinkOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

// See bench/faults, which starts this in a mount namespace of its own.

Path home;
Path work;
Path own;
Path firn;
Random random;
String id;

final Map<String, Integer> counts = Collections.synchronizedMap(new TreeMap<>());
final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
final Map<String, String> layers = new TreeMap<>();
final Map<String, String> results = new TreeMap<>();
long longestEnd;

void main(String[] arguments) throws Exception {
    home = Path.of(arguments[1]);
    work = Path.of(arguments[2]);
    int count = Integer.parseInt(arguments[3]);
    random = new Random(Long.parseLong(arguments[4]));
    firn = work.resolve("firn/bin/firn");
    id = arguments[0] + "-" + ProcessHandle.current().pid();
    own = Files.createDirectories(work.resolve(id));
    Path settings = Files.createDirectories(own.resolve("home/.config/firn"));
    if (Long.parseLong(arguments[4]) % 5 != 0) {
        // Its process has the lowest priority, and would have to be waited for each time.
        Files.writeString(settings.resolve("config.toml"), "[gc]\nautomatic = false\n");
    }
    long start = System.nanoTime();
    if (!arguments[0].equals("reference")) {
        readReference();
    }
    try {
        switch (arguments[0]) {
            case "reference" -> reference();
            case "kills" -> kills(count);
            case "full" -> full(count);
            case "parallel" -> parallel(count);
            case "power" -> power(count);
            case "start" -> startTimes(count);
            case "bytes" -> bytes(count);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    } finally {
        counts.forEach((what, number) -> IO.println("%6d  %s".formatted(number, what)));
        IO.println(
                "%s %s: %d wrong, %d s"
                        .formatted(
                                arguments[0],
                                arguments[4],
                                wrong.size(),
                                (System.nanoTime() - start) / 1_000_000_000));
    }
    if (wrong.isEmpty()) {
        remove(own);
    }
    System.exit(wrong.isEmpty() ? 0 : 1);
}

/// A file `stop` ends a campaign early, with all that is looked at in its end.
boolean goesOn() {
    return !Files.exists(work.resolve("stop")) && wrong.size() <= 20;
}

void count(String what) {
    count(what, 1);
}

void count(String what, int number) {
    counts.merge(what, number, Integer::sum);
}

void wrong(String what) {
    wrong.add(what);
    IO.println("WRONG: " + what);
}

// ---- the package -------------------------------------------------------------------------------

record Variant(int unpack, int patch, int build, int install, int fixup) {

    static final int FAILING = 3;

    boolean fails() {
        return build == FAILING;
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        int[] values = {unpack, patch, build, install, fixup};
        String[] names = {"unpack", "patch", "build", "install", "fixup"};
        for (int i = 0; i < values.length; i++) {
            words.addAll(List.of("--arg", names[i], Integer.toString(values[i])));
        }
        return words;
    }

    @Override
    public String toString() {
        return "" + unpack + patch + build + install + fixup;
    }

    static List<Variant> all() {
        List<Variant> all = new ArrayList<>();
        for (int i = 0; i < 2 * 3 * 4 * 2 * 2; i++) {
            int rest = i;
            int fixup = rest % 2;
            int install = (rest /= 2) % 2;
            int build = (rest /= 2) % 4;
            int patch = (rest /= 4) % 3;
            int unpack = (rest /= 3) % 2;
            // Fewer than all, so that layers are met again.
            if (build == FAILING ? fixup + install == 0 : fixup == 0 || patch == 0) {
                all.add(new Variant(unpack, patch, build, install, fixup));
            }
        }
        return all;
    }
}

Variant anyVariant() {
    List<Variant> all = Variant.all();
    return all.get(random.nextInt(all.size()));
}

Path file() {
    return home.resolve("bench/faults.nix");
}

// ---- processes ---------------------------------------------------------------------------------

/// A process in a control group of its own.
record Victim(Process process, Path group, Path output) {

    List<Long> pids() throws IOException {
        List<Long> pids = new ArrayList<>();
        for (String line : Files.readAllLines(group.resolve("cgroup.procs"))) {
            pids.add(Long.parseLong(line));
        }
        return pids;
    }

    List<Long> named(String... names) throws IOException {
        List<Long> named = new ArrayList<>();
        for (long pid : pids()) {
            if (List.of(names).contains(name(pid))) {
                named.add(pid);
            }
        }
        return named;
    }

    static String name(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    String said() throws IOException {
        return Files.readString(output, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /// Waits for what the process has left running.
    boolean isEmptySoon() throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!pids().isEmpty()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(1);
        }
        return true;
    }

    void forget() throws IOException {
        try {
            Files.delete(group);
        } catch (java.nio.file.FileSystemException e) {
            // The kernel is still about the last process.
        }
    }
}

int started;

synchronized int next() {
    return started++;
}

Victim start(Path cache, List<String> words) throws Exception {
    List<String> command = new ArrayList<>(List.of(firn.toString(), words.getFirst()));
    command.addAll(List.of("--cache", cache.toString()));
    command.addAll(words.subList(1, words.size()));
    return startOther(command);
}

Victim startOther(List<String> command) throws Exception {
    String name = id + "-" + next();
    Path group = Files.createDirectory(Path.of("/sys/fs/cgroup/freezer/firn-" + name));
    List<String> whole =
            new ArrayList<>(
                    List.of(
                            "sh",
                            "-c",
                            "echo 0 >\"$0/cgroup.procs\"; exec env --default-signal=INT setsid \"$@\"",
                            group.toString()));
    whole.addAll(command);
    Path output = own.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().put("HOME", own.resolve("home").toString());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new Victim(builder.start(), group, output);
}

record Ran(int status, String text) {}

Ran finish(Victim victim) throws Exception {
    if (!victim.process().waitFor(180, TimeUnit.SECONDS)) {
        wrong("still running after 180 s: " + victim);
        victim.process().destroyForcibly();
    }
    Ran ran = new Ran(victim.process().exitValue(), victim.said());
    boolean bug = ran.status() == 70 || ran.text().contains("\tat ");
    if (bug || ran.text().contains("Exception")) {
        wrong("a bug: " + ran);
    }
    return ran;
}

/// Runs firn, and waits for all that it starts.
Ran run(Path cache, List<String> words) throws Exception {
    Victim victim = start(cache, words);
    Ran ran = finish(victim);
    end(victim);
    return ran;
}

void end(Victim victim) throws Exception {
    if (!victim.isEmptySoon()) {
        List<String> left = new ArrayList<>();
        for (long pid : victim.pids()) {
            left.add(pid + " " + Victim.name(pid));
        }
        wrong("processes are left: " + left + " of " + victim);
    } else {
        victim.forget();
        Files.delete(victim.output());
    }
}

List<String> buildWords(Variant variant, String... more) {
    List<String> words = new ArrayList<>(List.of("build", "-f", file().toString()));
    words.addAll(variant.words());
    words.addAll(List.of(more));
    return words;
}

Ran tool(String... words) throws Exception {
    return tool(List.of(words));
}

Ran tool(List<String> words) throws Exception {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes());
    return new Ran(process.waitFor(), text);
}

void must(String... words) throws Exception {
    Ran ran = tool(words);
    if (ran.status() != 0) {
        throw new IOException(List.of(words) + ": " + ran.text());
    }
}

void remove(Path tree) throws Exception {
    must("rm", "-rf", tree.toString());
}

// ---- what has to hold --------------------------------------------------------------------------

/// Builds to the end, and compares.
void buildsRight(Path cache, Variant variant, String after) throws Exception {
    Path link = own.resolve("result-" + next());
    Victim victim = start(cache, buildWords(variant, "-o", link.toString()));
    Ran ran = finish(victim);
    isRight(variant, link, ran, after);
    end(victim);
}

void isRight(Variant variant, Path link, Ran ran, String after) throws Exception {
    if (ran.status() != (variant.fails() ? 1 : 0)) {
        wrong("build of " + variant + " " + after + ": " + ran);
    } else if (!variant.fails()) {
        String digest = hash(link);
        if (!digest.equals(results.get(variant.toString()))) {
            wrong("another result of " + variant + " " + after + ": " + link.toRealPath());
        }
        Files.delete(link);
        count("results compared with those of clean builds");
    } else {
        count("failures that were to be");
    }
}

/// Nothing that the dead have left, once a build has ended.
void isClean(Path cache, String after) throws Exception {
    try (Stream<Path> left = Files.list(cache.resolve("work"))) {
        List<Path> all = left.toList();
        if (!all.isEmpty()) {
            wrong("work holds " + all + " " + after);
        }
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
        String point = line.split(" ")[4];
        if (point.startsWith(cache + "/") && !point.equals(cache.toString())) {
            wrong("a mount is left " + after + ": " + line);
        }
    }
}

void isSound(Path cache, String after) throws Exception {
    Ran ran = run(cache, List.of("check"));
    count("runs of firn check");
    if (ran.status() != 0) {
        wrong("firn check " + after + ": " + ran);
    }
}

// ---- layers ------------------------------------------------------------------------------------

/// What is under each key of a cache.
Map<String, String> contents(Path cache) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    if (!Files.exists(cache.resolve("keys"))) {
        return contents;
    }
    try (CacheDirectory directory = CacheDirectory.look(cache)) {
        for (Path below : children(cache.resolve("keys"))) {
            for (Path entry : children(below)) {
                String key = "" + below.getFileName() + entry.getFileName();
                content(directory, entry).ifPresent(text -> contents.put(key, text));
            }
        }
    }
    return contents;
}

List<Path> children(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        entries.forEach(children::add);
    }
    return children;
}

Optional<String> content(CacheDirectory cache, Path entry) throws Exception {
    EntryText text = EntryText.parse(entry, Files.readAllBytes(entry)).orElse(null);
    return switch (text) {
        case null -> Optional.of("unreadable");
        case EntryText.Complete complete -> Optional.of("entry " + complete.entry());
        case EntryText.ToSame _ -> Optional.empty(); // Leads to a layer that is under its own key.
        case EntryText.ToLayer found -> {
            Layer layer = Layer.load(cache, found.layer()).orElse(null);
            yield layer == null
                    ? Optional.empty()
                    : Optional.of(
                            "layer "
                                    + TreeDigest.of(layer.paths().files()).hex()
                                    + " delta "
                                    + Digest.of(Files.readAllBytes(layer.paths().delta())).hex());
        }
    };
}

/// Compares every layer under a key with the one that a build from scratch has made.
void compare(Path cache, String after) throws Exception {
    Map<String, String> contents = contents(cache);
    for (Map.Entry<String, String> each : contents.entrySet()) {
        String expected = layers.get(each.getKey());
        if (expected == null) {
            boolean known = layers.containsValue(each.getValue());
            count("layers whose key has part of another build in it" + (known ? "" : ", changed"));
        } else if (!each.getValue().equals(expected)) {
            wrong(each + " is not " + expected + " " + after);
        } else {
            count("layers and entries compared with those made from scratch");
        }
    }
}

// ---- reference ---------------------------------------------------------------------------------

void reference() throws Exception {
    List<Variant> variants = Variant.all();
    List<String> layerLines = Collections.synchronizedList(new ArrayList<>());
    List<String> resultLines = Collections.synchronizedList(new ArrayList<>());
    ConcurrentLinkedQueue<Variant> queue = new ConcurrentLinkedQueue<>(variants);
    inThreads(
            3,
            () -> {
                for (Variant each = queue.poll(); each != null; each = queue.poll()) {
                    Path cache = own.resolve("cache-" + each);
                    Path link = own.resolve("link-" + each);
                    Ran ran = run(cache, buildWords(each, "-o", link.toString()));
                    if (ran.status() != (each.fails() ? 1 : 0)) {
                        wrong(each + ": " + ran);
                    }
                    contents(cache).forEach((key, text) -> layerLines.add(key + " " + text));
                    remove(cache);
                    if (!each.fails()) {
                        String digest = hash(link);
                        resultLines.add(each + " " + digest);
                        if (!digest.equals(byNix(each))) {
                            wrong("Nix has another result of " + each);
                        }
                        count("results that are those of nix-build");
                    }
                    count("builds, each in a cache of its own");
                }
            });
    Files.write(work.resolve("reference.layers"), layerLines);
    Files.write(work.resolve("reference.results"), resultLines);
    readReference();
    count("keys", layers.size());
}

String byNix(Variant variant) throws Exception {
    Path link = own.resolve("nix-" + variant);
    List<String> words = new ArrayList<>(List.of("nix-build", file().toString()));
    words.addAll(variant.words());
    words.addAll(List.of("-o", link.toString()));
    Ran ran = tool(words);
    return ran.status() == 0 ? hash(link) : ran.text();
}

/// As Nix sees it: without times, and without hard links.
String hash(Path link) throws Exception {
    Ran ran = tool("nix-hash", "--type", "sha256", link.toRealPath().toString());
    return ran.text().strip();
}

void readReference() throws IOException {
    for (String line : Files.readAllLines(work.resolve("reference.layers"))) {
        String[] parts = line.split(" ", 2);
        String before = layers.putIfAbsent(parts[0], parts[1]);
        if (before != null && !before.equals(parts[1])) {
            wrong("two contents of " + parts[0] + ": " + before + ", " + parts[1]);
        }
    }
    for (String line : Files.readAllLines(work.resolve("reference.results"))) {
        String[] parts = line.split(" ");
        results.put(parts[0], parts[1]);
    }
}

interface Task {
    void run() throws Exception;
}

void inThreads(int number, Task task) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < number; i++) {
        threads.add(Thread.ofPlatform().start(() -> guarded(task)));
    }
    for (Thread thread : threads) {
        thread.join();
    }
}

void guarded(Task task) {
    try {
        task.run();
    } catch (Exception e) {
        wrong(e.toString());
        e.printStackTrace();
    }
}

// ---- kills -------------------------------------------------------------------------------------

enum Aim {
    FIRN,
    SANDBOX,
    ANY_PROCESS,
    PROCESS_GROUP,
    EVERYTHING,
    TWO_AT_ONCE,
    TERM,
    INTERRUPT
}

void kills(int number) throws Exception {
    Path cache = own.resolve("cache");
    int killed = 0;
    for (int round = 0; killed < number && goesOn(); round++) {
        if (random.nextInt(12) == 0) {
            compare(cache, "in round " + round);
            run(cache, List.of("gc", "--all"));
        }
        boolean two = random.nextInt(8) == 0;
        Variant variant = anyVariant();
        List<Victim> victims = new ArrayList<>(List.of(start(cache, victim(variant))));
        if (two) {
            victims.add(start(cache, buildWords(variant, "--no-link")));
        }
        Thread.sleep(random.nextInt(random.nextBoolean() ? 700 : 2200));
        for (Victim each : victims) {
            if (each.process().isAlive() && killed < number) {
                Aim aim = Aim.values()[random.nextInt(Aim.values().length)];
                killed += kill(each, aim) ? 1 : 0;
            }
        }
        for (Victim each : victims) {
            Ran ran = finish(each);
            long ended = System.nanoTime();
            end(each);
            longestEnd = Math.max(longestEnd, System.nanoTime() - ended);
            count("ended with " + ran.status());
        }
        String after = "in round " + round + " of " + id;
        if (random.nextInt(4) == 0) {
            Ran ran = run(cache, List.of(random.nextBoolean() ? "builds" : "du"));
            if (ran.status() != 0 && ran.status() != 2) {
                wrong("a look " + after + ": " + ran);
            }
        }
        if (random.nextInt(5) == 0) {
            buildsRight(cache, random.nextBoolean() ? variant : anyVariant(), after);
            isClean(cache, after);
        }
        if (random.nextInt(20) == 0) {
            isSound(cache, after);
        }
    }
    buildsRight(cache, anyVariant(), "at the end");
    isClean(cache, "at the end");
    isSound(cache, "at the end");
    compare(cache, "at the end");
    count("ms until the last process had ended, at most", (int) (longestEnd / 1_000_000));
}

/// Mostly a build.
List<String> victim(Variant variant) {
    return switch (random.nextInt(20)) {
        case 0 -> List.of("gc", "--max", random.nextInt(2000) + "k");
        case 1 -> List.of("check", "--repair");
        case 2 -> List.of("run", "buildPhase", "--", "sleep", "1");
        default -> buildWords(variant, "--no-link");
    };
}

boolean kill(Victim victim, Aim aim) throws Exception {
    long main = victim.process().pid();
    List<Long> others = victim.pids();
    others.remove(main);
    Optional<Long> other =
            others.isEmpty()
                    ? Optional.empty()
                    : Optional.of(others.get(random.nextInt(others.size())));
    List<Long> sandboxes = victim.named("bwrap", "unshare");
    Optional<Long> sandbox =
            sandboxes.isEmpty()
                    ? other
                    : Optional.of(sandboxes.get(random.nextInt(sandboxes.size())));
    boolean hit =
            switch (aim) {
                case FIRN -> signal("KILL", main);
                case SANDBOX -> sandbox.isPresent() && signal("KILL", sandbox.get());
                case ANY_PROCESS -> other.isPresent() && signal("KILL", other.get());
                case PROCESS_GROUP -> signal("KILL", -main);
                case EVERYTHING -> {
                    List<Long> all = victim.pids();
                    Collections.shuffle(all, random);
                    yield signal("KILL", all.stream().mapToLong(pid -> pid).toArray());
                }
                case TWO_AT_ONCE -> other.isPresent() && signal("KILL", main, other.get());
                case TERM -> signal("TERM", main);
                case INTERRUPT -> signal("INT", -main);
            };
    if (hit) {
        count("kills: " + aim.name().toLowerCase().replace('_', ' '));
        count("kills");
    }
    return hit;
}

/// @return whether one of them was there
boolean signal(String signal, long... pids) throws Exception {
    List<String> words = new ArrayList<>(List.of("kill", "-s", signal, "--"));
    for (long pid : pids) {
        words.add(Long.toString(pid));
    }
    Ran ran = tool(words);
    return pids.length > 1 || ran.status() == 0;
}

// ---- writes that fail --------------------------------------------------------------------------

enum Fault {
    LITTLE_ROOM_ON_TMPFS,
    FILLED_DURING_A_BUILD_ON_TMPFS,
    LITTLE_ROOM_ON_EXT4,
    FILLED_DURING_A_BUILD_ON_EXT4,
    QUOTA_ON_BTRFS,
    READ_ONLY_EXT4
}

void full(int number) throws Exception {
    Path disk = Files.createDirectory(own.resolve("disk"));
    Path cache = disk.resolve("cache");
    int failed = 0;
    for (int round = 0; failed < number && goesOn(); round++) {
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        String after = "in round " + round + " with " + fault;
        mount(fault.name(), disk);
        if (random.nextInt(4) == 0) {
            buildsRight(cache, anyVariant(), after);
        }
        Files.createDirectories(cache);
        Variant variant = anyVariant();
        for (int i = 0; i < 2; i++) {
            failed += lacksRoom(fault, disk, variant, after) ? 1 : 0;
            makeRoom(fault, disk);
        }
        buildsRight(cache, variant, "once there was room, " + after);
        isClean(cache, after);
        if (random.nextInt(4) == 0) {
            isSound(cache, after);
        }
        compare(cache, after);
        must("umount", disk.toString());
    }
}

/// @return whether a write has failed
boolean lacksRoom(Fault fault, Path disk, Variant variant, String after) throws Exception {
    boolean early =
            fault == Fault.LITTLE_ROOM_ON_TMPFS
                    || fault == Fault.LITTLE_ROOM_ON_EXT4
                    || (fault == Fault.QUOTA_ON_BTRFS && random.nextBoolean());
    if (early) {
        fill(fault, disk);
    }
    Path link = own.resolve("result-" + next());
    Path cache = disk.resolve("cache");
    Victim victim = start(cache, buildWords(variant, "-o", link.toString()));
    if (!early) {
        // Not while Java starts.
        while (victim.process().isAlive() && victim.said().isEmpty()) {
            Thread.sleep(1);
        }
        Thread.sleep(random.nextInt(2500));
        fill(fault, disk);
    }
    Ran ran = finish(victim);
    end(victim);
    if (ran.status() == 0 || (variant.fails() && ran.status() == 1 && !saysWhy(ran))) {
        isRight(variant, link, ran, after);
        count("builds that had enough");
        return false;
    }
    count("failing writes: " + fault.name().toLowerCase().replace('_', ' '));
    count("failing writes");
    count("builds without room that ended with " + ran.status());
    if (!saysWhy(ran) || ran.text().contains("failed the last time")) {
        wrong(after + ", said: " + ran);
    }
    return true;
}

boolean saysWhy(Ran ran) {
    return Stream.of(
                    "no room left",
                    "No space left",
                    "disk was full",
                    "Read-only file system",
                    "read-only",
                    "Disk quota exceeded",
                    "quota",
                    "Input/output error")
            .anyMatch(ran.text()::contains);
}

void mount(String kind, Path disk) throws Exception {
    if (kind.endsWith("TMPFS")) {
        must("mount", "-t", "tmpfs", "-o", "size=24m,mode=700", "none", disk.toString());
        return;
    }
    boolean btrfs = kind.endsWith("BTRFS");
    Path image = own.resolve("image");
    remove(image);
    must("truncate", "-s", btrfs ? "256M" : "32M", image.toString());
    must(btrfs ? "mkfs.btrfs" : "mkfs.ext4", "-q", image.toString());
    must("mount", "-o", "loop", image.toString(), disk.toString());
    if (btrfs) {
        must("btrfs", "quota", "enable", disk.toString());
        must("btrfs", "subvolume", "create", disk.resolve("cache").toString());
        must("chmod", "700", disk.resolve("cache").toString());
    }
}

/// Leaves room for a little.
void fill(Fault fault, Path disk) throws Exception {
    switch (fault) {
        case QUOTA_ON_BTRFS -> {
            must("sync", "-f", disk.toString());
            long used = usedByCache(disk);
            String limit = Long.toString(used + random.nextInt(2000) * 1024L);
            must("btrfs", "qgroup", "limit", limit, disk.resolve("cache").toString());
        }
        case READ_ONLY_EXT4 -> {
            // A file that is open for writing forbids it, so it may take some attempts; in the end
            // as after an error of the disk.
            for (int i = 0; i < 200; i++) {
                if (tool("mount", "-o", "remount,ro", disk.toString()).status() == 0) {
                    count("remounted read-only");
                    return;
                }
            }
            count("made read-only as after an error of the disk");
            must("mount", "-o", "remount,abort", disk.toString());
        }
        default -> {
            Path filler = disk.resolve("filler");
            long free = Files.getFileStore(disk).getUsableSpace() / 1024;
            long leave = random.nextInt(random.nextBoolean() ? 300 : 2500);
            tool(
                    "dd",
                    "if=/dev/zero",
                    "of=" + filler,
                    "bs=1k",
                    "count=" + Math.max(0, free - leave),
                    "status=none");
        }
    }
}

long usedByCache(Path disk) throws Exception {
    String text =
            tool("btrfs", "qgroup", "show", "--raw", "-f", disk.resolve("cache").toString()).text();
    String[] lines = text.strip().split("\n");
    return Long.parseLong(lines[lines.length - 1].strip().split("\\s+")[1]);
}

void makeRoom(Fault fault, Path disk) throws Exception {
    switch (fault) {
        case QUOTA_ON_BTRFS ->
                must("btrfs", "qgroup", "limit", "none", disk.resolve("cache").toString());
        case READ_ONLY_EXT4 -> {
            must("umount", disk.toString());
            tool("e2fsck", "-p", own.resolve("image").toString());
            must("mount", "-o", "loop", own.resolve("image").toString(), disk.toString());
        }
        default -> Files.deleteIfExists(disk.resolve("filler"));
    }
}

// ---- many at once ------------------------------------------------------------------------------

volatile boolean building = true;

void parallel(int number) throws Exception {
    Path cache = own.resolve("cache");
    buildsRight(cache, new Variant(0, 0, 0, 0, 0), "first");
    Thread collector =
            Thread.ofPlatform()
                    .start(
                            () ->
                                    guarded(
                                            () -> {
                                                while (building) {
                                                    collect(cache);
                                                }
                                            }));
    Thread visitor =
            Thread.ofPlatform()
                    .start(
                            () ->
                                    guarded(
                                            () -> {
                                                while (building) {
                                                    visit(cache);
                                                }
                                            }));
    ConcurrentLinkedQueue<Variant> queue = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < number; i++) {
        queue.add(anyVariant());
    }
    inThreads(
            8,
            () -> {
                for (Variant each = queue.poll(); each != null; each = queue.poll()) {
                    buildsRight(cache, each, "beside others");
                    count("builds by eight at once");
                }
            });
    building = false;
    collector.join();
    visitor.join();
    buildsRight(cache, new Variant(1, 0, 1, 1, 1), "at the end");
    isClean(cache, "at the end");
    isSound(cache, "at the end");
    compare(cache, "at the end");
}

void collect(Path cache) throws Exception {
    Ran ran = run(cache, List.of("gc", "--max", 500 + next() % 5 * 700 + "k"));
    count("runs of firn gc");
    if (ran.status() != 0) {
        wrong("gc: " + ran);
    }
    if (!ran.text().contains("removed 0 ")) {
        count("runs of firn gc that removed layers");
    }
}

/// Commands in states that may go at any time: they work, or say that the state is gone.
void visit(Path cache) throws Exception {
    Path point = own.resolve("mounted");
    Ran ran = run(cache, List.of("run", "buildPhase", "--", "cat", "f1"));
    told("firn run", ran, "file 1 of ");
    ran = run(cache, List.of("mount", "unpackPhase", point.toString()));
    if (ran.status() == 0) {
        Ran seen = tool("cat", point + "/build/src/f1");
        if (seen.status() != 0) {
            wrong("mounted: " + seen);
        }
        Ran umount = run(cache, List.of("umount", point.toString()));
        if (umount.status() != 0) {
            wrong("umount: " + umount);
        }
    }
    told("firn mount", ran, "");
}

void told(String what, Ran ran, String expected) {
    if (ran.status() == 0 && ran.text().contains(expected)) {
        count(what);
    } else if (ran.text().contains("gone") || ran.text().contains("gc") || ran.status() == 2) {
        count(what + ": the state was gone, and it said so");
    } else {
        wrong(what + ": " + ran);
    }
}

// ---- times -------------------------------------------------------------------------------------

void startTimes(int number) throws Exception {
    Path cache = own.resolve("cache");
    Variant cached = new Variant(0, 0, 0, 0, 0);
    buildsRight(cache, cached, "first");
    List<Long> normal = new ArrayList<>();
    List<Long> crashed = new ArrayList<>();
    while (crashed.size() < number && goesOn()) {
        normal.add(timed(cache, cached));
        Victim victim = start(cache, buildWords(new Variant(1, 0, 0, 0, 0), "--no-cache", "--no-link"));
        Thread.sleep(900 + random.nextInt(900));
        boolean hit = victim.process().isAlive() && kill(victim, Aim.PROCESS_GROUP);
        finish(victim);
        end(victim);
        if (hit) {
            crashed.add(timed(cache, cached));
        }
    }
    Collections.sort(normal);
    Collections.sort(crashed);
    count("pairs", crashed.size());
    count("ms, median of a build that is all there", (int) (long) normal.get(normal.size() / 2));
    count("ms, median of the same after a crash", (int) (long) crashed.get(crashed.size() / 2));
}

long timed(Path cache, Variant variant) throws Exception {
    long start = System.nanoTime();
    Victim victim = start(cache, buildWords(variant, "--no-link"));
    finish(victim);
    long took = (System.nanoTime() - start) / 1_000_000;
    end(victim);
    return took;
}

// ---- cuts of the power -------------------------------------------------------------------------

enum Cut {
    /// What the file system had written is all there is: as seen in the file below it.
    COPY,
    /// The file system takes no further write; its journal is not brought to the disk.
    SHUTDOWN,
    /// The same, but the journal is.
    SHUTDOWN_AFTER_JOURNAL
}

/// The image is a file on XFS, which copies it at one moment. After each cut the markers of layers
/// name another run of the machine, as they would after a real one.
void power(int number) throws Exception {
    Path holder = Files.createDirectory(own.resolve("holder"));
    must("truncate", "-s", "6G", own.resolve("holder.image").toString());
    must("mkfs.xfs", "-q", own.resolve("holder.image").toString());
    must("mount", "-o", "loop", own.resolve("holder.image").toString(), holder.toString());
    Path disk = Files.createDirectory(own.resolve("disk"));
    Path cache = disk.resolve("cache");
    String[] kinds = {"ext4", "xfs", "btrfs"};
    for (int round = 0; round < number && goesOn(); round++) {
        String kind = kinds[round % kinds.length];
        Cut cut =
                kind.equals("btrfs")
                        ? Cut.COPY
                        : Cut.values()[random.nextInt(Cut.values().length)];
        String after = "after " + cut + " of " + kind + " in round " + round;
        Path image = holder.resolve("image");
        remove(image);
        must("truncate", "-s", "512M", image.toString());
        must("mkfs." + kind, "-q", image.toString());
        must("mount", "-o", "loop", image.toString(), disk.toString());
        Variant before = anyVariant();
        buildsRight(cache, before, "before a cut");
        if (random.nextBoolean()) {
            Thread.sleep(random.nextInt(3000));
        }
        Variant variant = anyVariant();
        Victim victim = start(cache, buildWords(variant, "--no-link"));
        Thread.sleep(random.nextInt(2500));
        Path copy = holder.resolve("copy");
        switch (cut) {
            case COPY -> must("cp", "--reflink=always", image.toString(), copy.toString());
            case SHUTDOWN -> must("xfs_io", "-x", "-c", "shutdown", disk.toString());
            case SHUTDOWN_AFTER_JOURNAL ->
                    must("xfs_io", "-x", "-c", "shutdown -f", disk.toString());
        }
        signal("KILL", -victim.process().pid());
        victim.process().waitFor();
        end(victim);
        must("umount", disk.toString());
        if (cut == Cut.COPY) {
            Files.move(copy, image, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        must("mount", "-o", "loop", image.toString(), disk.toString());
        startAnew(cache);
        if (random.nextBoolean()) {
            Ran ran = run(cache, List.of("check", "--repair"));
            count("runs of firn check --repair after a cut that ended with " + ran.status());
        }
        buildsRight(cache, variant, after);
        buildsRight(cache, before, after);
        isClean(cache, after);
        Ran ran = run(cache, List.of("check"));
        if (ran.status() != 0) {
            count("runs of firn check that still found something");
            IO.println(after + ": " + ran.text());
            run(cache, List.of("check", "--repair"));
            isSound(cache, after);
        }
        compare(cache, after);
        must("umount", disk.toString());
        count("cuts: " + kind + " " + cut.name().toLowerCase().replace('_', ' '));
        count("cuts of the power");
    }
}

/// What was made in this run of the machine is now of another one.
void startAnew(Path cache) throws IOException {
    if (!Files.exists(cache.resolve("layers"))) {
        count("cuts that left no cache");
        return;
    }
    for (Path layer : children(cache.resolve("layers"))) {
        Path marker = layer.resolve("unsynced");
        if (Files.exists(marker)) {
            count("layers that were not on the disk when it was cut");
            if (Files.size(marker) > 0) {
                Files.writeString(marker, "00000000-0000-0000-0000-000000000000\n");
            }
        } else {
            count("layers that were on the disk when it was cut");
        }
    }
    for (Path boot : children(cache.resolve("skeletons"))) {
        Files.move(boot, boot.resolveSibling("00000000"));
    }
}

// ---- bytes that change -------------------------------------------------------------------------

/// One bit of each byte, or of so many bytes where a file has more.
void bytes(int number) throws Exception {
    Path cache = own.resolve("cache");
    for (int patch = 0; patch < 3; patch++) {
        buildsRight(cache, new Variant(0, patch, 0, 0, 0), "first");
    }
    buildsRight(cache, new Variant(0, 0, Variant.FAILING, 0, 0), "first");
    try (CacheDirectory directory = CacheDirectory.open(cache)) {
        Durability durability = new Durability(directory);
        durability.sync(durability.unsynced());
        Upkeep.completeDigests(directory);
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(cache)) {
        all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .filter(file -> file.toFile().length() > 0)
                // A damaged version is refused by every command.
                .filter(file -> !file.endsWith("version"))
                .forEach(files::add);
    }
    Collections.sort(files);
    for (Path file : files) {
        int size = (int) Files.size(file);
        for (int i = 0; i < Math.min(size, number) && goesOn(); i++) {
            flip(cache, file, size <= number ? i : random.nextInt(size));
        }
    }
    count("files", files.size());
    isSound(cache, "at the end");
}

void flip(Path cache, Path file, int at) throws Exception {
    byte[] right = Files.readAllBytes(file);
    FileTime time = Files.getLastModifiedTime(file);
    byte[] flipped = right.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, flipped);
    Files.setLastModifiedTime(file, time);
    String name = cache.relativize(file).toString();
    List<Flaw> flaws;
    try (CacheDirectory directory = CacheDirectory.look(cache)) {
        Mounts mounts = new Mounts(directory, Map.of(), Clock.systemUTC(), _ -> {});
        flaws = new Checker(directory, mounts, nobody).check().flaws();
    }
    count("flipped bits");
    if (flaws.stream()
            .noneMatch(
                    flaw -> flaw.kind() == Flaw.Kind.DAMAGED && name.startsWith(flaw.place()))) {
        wrong("not found: " + name + " at " + at + ": " + flaws);
    }
    Files.write(file, right);
    Files.setLastModifiedTime(file, time);
}

final Meter nobody =
        new Meter() {
            @Override
            public void begin(long bytes) {}

            @Override
            public void read(long bytes) {}
        };
