package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// One builder tells all that it can see and do, built by Nix and by firn: with every version of
/// Nix, as an ordinary user, trusted or not, as root, and as root through a daemon. They differ in
// what
/// `docs/sandbox.md` lists, and in nothing else.
class ParityTest {

    /// Gives itself a new session keyring with a key in it, and becomes a command.
    private static final String PLANT =
            """
            my ($add, $control) = (`uname -m` =~ /aarch64/) ? (217, 219) : (248, 250);
            syscall($control, 1, 0);
            my ($type, $name, $secret) = ('user', 'firn-probe', 'secret');
            syscall($add, $type, $name, $secret, 6, -3) > 0 or die "no key: $!";
            exec @ARGV;
            """;

    private static final List<String> KINDS =
            List.of("plain", "overriding", "files", "structured", "fixed");

    /// Who may own what root has made, seen from a namespace that knows one user.
    private static final String OWNERS = "(65534|1000):(65534|100)";

    /// A difference that is in the documentation.
    ///
    /// @param fact which facts
    /// @param blurred what of their values may differ; all of it when empty
    private record Accepted(Pattern fact, Pattern blurred) {

        static Accepted all(String fact) {
            return new Accepted(Pattern.compile(fact), Pattern.compile(".*"));
        }

        static Accepted part(String fact, String blurred) {
            return new Accepted(Pattern.compile(fact), Pattern.compile(blurred));
        }

        boolean covers(String name, String nix, String firn) {
            return fact.matcher(name).matches()
                    && blurred.matcher(nix)
                            .replaceAll("")
                            .equals(blurred.matcher(firn).replaceAll(""));
        }
    }

    /// What belongs to root in Nix, and to the builder in firn.
    private static final String ROOTS = "(/|/(etc(/.*)?|dev(/null|/fd|/shm|/pts)?|nix(/store)?))";

    /// Everywhere.
    private static final List<Accepted> ALWAYS =
            List.of(
                    Accepted.all("file /\\.firn|links /"),
                    Accepted.part("file " + ROOTS + "|file /(dev/.*|tmp|s?bin|lib|lib64)", OWNERS),
                    Accepted.part(
                            "(create|open|writable|touch|chmod) "
                                    + ROOTS
                                    + "|(remove|rename) .*"
                                    + "|symbolic link (/|/etc|/dev|/dev/pts)/new"
                                    + "|network local sockets elsewhere"
                                    + "|inner root write the root",
                            "E\\w+"),
                    Accepted.part("chmod /(tmp|proc|nix/store|dev/shm|dev/pts)", "^(E\\w+|done)"),
                    Accepted.part("inner root owner", OWNERS + "|0:0"),
                    Accepted.part("system /(build|tmp|nix/store)", "^\\w+"),
                    Accepted.all("links /build"),
                    Accepted.all("allowed (device of nothing|rename, leaving a whiteout|handle)"),
                    Accepted.all("allowed copy (of blocks|in the kernel)"),
                    Accepted.all("allowed file system of the build directory is that of"),
                    Accepted.all("inner root (overlay of the build directory|writable root)"),
                    Accepted.part("map [ug]id_map", "(?<= )\\d+(?= )"),
                    Accepted.all("argument zero"),
                    Accepted.all("status (CapBnd|SigIgn)|process (death signal|cgroup)"),
                    Accepted.all("mount .*"),
                    Accepted.part("input (create|chmod|touch|rename)", "E\\w+"));

    /// For an ordinary user.
    private static final List<Accepted> USER =
            List.of(Accepted.all("file /dev/kvm"), Accepted.part("open /dev/kvm", "E\\w+"));

    /// For root, who is himself in his sandbox.
    private static final List<Accepted> ROOT =
            List.of(
                    Accepted.part("file /(proc|usr|etc/alternatives)|input kept|store .*", OWNERS),
                    Accepted.part(
                            "(create|chmod|writable) /(bin|usr|proc/sys/kernel/hostname)", "E\\w+"),
                    Accepted.part("open /proc/sys/kernel/hostname", "E\\w+"),
                    Accepted.all("touch /dev/null"),
                    Accepted.all("inner root proc"),
                    Accepted.part("setting net/ipv4/ping_group_range", "\\d+(?=\\\\x0a)"),
                    Accepted.all("open /dev/kvm"));

    /// What Nix itself does differently from its newer versions.
    private static final List<Accepted> OF_NIX_2_8 =
            List.of(
                    Accepted.part("file /etc", OWNERS + "|(?<=0)[57](?=55 )"),
                    Accepted.all("allowed (fchmodat2 [24]755|left mode)"),
                    Accepted.all("variable NIX_ATTRS_(JSON|SH)_FILE"));

    private static final List<Accepted> BEFORE_THE_NEWEST =
            List.of(
                    Accepted.part("(file /build|left).graph", OWNERS),
                    Accepted.all("allowed attribute that is not there"));

    private final Set<Accepted> used = new LinkedHashSet<>();

    @Test
    void builderSeesWhatItSeesInNix() throws IOException {
        SortedSet<String> unlisted = new TreeSet<>();
        for (NixRelease release : NixRelease.values()) {
            NixHost host = NixHost.withTools(release);
            List<Accepted> ofRelease = new ArrayList<>(ALWAYS);
            if (release == NixRelease.NIX_2_8) {
                ofRelease.addAll(OF_NIX_2_8);
            }
            if (release != NixRelease.NEWEST) {
                ofRelease.addAll(BEFORE_THE_NEWEST);
            }
            for (String kind : KINDS) {
                unlisted.addAll(differences(host.asUser(), kind, plus(ofRelease, USER)));
            }
            unlisted.addAll(differences(host.asRoot(), "plain", plus(ofRelease, ROOT)));
            unlisted.addAll(differences(host.asRootWithDaemon(), "plain", plus(ofRelease, ROOT)));
        }

        try (NixHost host = NixHost.startWithTools(NixRelease.NEWEST, "trusted-users = dev")) {
            unlisted.addAll(differences(host.asUser(), "plain", plus(ALWAYS, USER)));
        }

        assertThat(unlisted).isEmpty();
        List<Accepted> all = plus(plus(ALWAYS, USER), plus(ROOT, OF_NIX_2_8));
        assertThat(used).containsExactlyInAnyOrderElementsOf(plus(all, BEFORE_THE_NEWEST));
    }

    private static List<Accepted> plus(List<Accepted> some, List<Accepted> others) {
        List<Accepted> both = new ArrayList<>(some);
        both.addAll(others);
        return both;
    }

    private List<String> differences(NixUser user, String kind, List<Accepted> accepted)
            throws IOException {
        String file = user.checkout().resolve("src/test/nix/probe.nix").toString();
        String out = withKey(user, "nix-build", "--no-out-link", file, "-A", kind);
        String cache = "--cache=" + user.home().resolve("cache-probe");
        run(user, "build", "--exact", "--no-link", cache, "-f", file, "-A", kind);
        boolean logged = kind.equals("fixed");
        SortedMap<String, String> nix =
                facts(
                        logged
                                ? user.run("nix-store", "--read-log", out).orFail()
                                : user.run("cat", out).orFail());
        SortedMap<String, String> firn =
                facts(
                        logged
                                ? run(user, "log", "--raw", cache, "builder")
                                : run(user, "cat", cache, "builder:" + out));
        assertThat(nix).hasSizeGreaterThan(200);
        List<String> unlisted = new ArrayList<>();
        SortedSet<String> names = new TreeSet<>(nix.keySet());
        names.addAll(firn.keySet());
        for (String name : names) {
            String theirs = nix.getOrDefault(name, "");
            String ours = firn.getOrDefault(name, "");
            if (!theirs.equals(ours) && !isListed(accepted, name, theirs, ours)) {
                unlisted.add(name + ": " + theirs + ", by firn " + ours);
            }
        }
        return unlisted;
    }

    private boolean isListed(List<Accepted> accepted, String name, String nix, String firn) {
        for (Accepted each : accepted) {
            if (each.covers(name, nix, firn)) {
                used.add(each);
                return true;
            }
        }
        return false;
    }

    private static SortedMap<String, String> facts(String report) {
        SortedMap<String, String> facts = new TreeMap<>();
        for (String line : report.lines().toList()) {
            String fact = line.startsWith("fact: ") ? line.substring(6) : line;
            String[] parts = fact.split(" = ", 2);
            assertThat(facts.put(parts[0], parts[1])).as(parts[0]).isIn(null, parts[1]);
        }
        return facts;
    }

    /// Runs a command in a session that has a key.
    private static String withKey(NixUser user, String... command) {
        List<String> words = new ArrayList<>(List.of("perl", "-e", PLANT));
        words.addAll(List.of(command));
        return user.run(words.toArray(String[]::new)).orFail().strip();
    }

    private static String run(NixUser user, String... words) throws IOException {
        Program program = Program.forAll(user.checkout(), user.home());
        return withKey(user, program.command(words).toArray(String[]::new));
    }
}
