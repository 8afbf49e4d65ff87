package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a phase sees that is run by hand, and what it sees in a build of Nix: they differ in what
/// `docs/shell.md` lists, and in nothing else.
class ShellEnvironmentTest {

    private static final String TELLER =
            """
            { buildPhase = ''
                {
                  declare -p | sed 's/^/variable /'
                  sed 's/^/status /' /proc/self/status
                  while read -r _ point _; do echo "mount $point"; done </proc/self/mounts
                  for name in /* /dev/* /etc/*; do echo "file $name"; done
                  ulimit -a | sed 's/^/limit /'
                  echo "other $(id) $(umask) $(hostname) $0 $$ $PWD $# $(trap -p ERR)"
                } >told
              '';
              installPhase = "cp told $out"; fixupPhase = "true"; dontUnpack = true; }
            """;

    /// Bash's own, for the way by which it came to the phase.
    private static final Set<String> OF_THE_CALL =
            Set.of(
                    "BASH",
                    "BASH_ARGC",
                    "BASH_ARGV",
                    "BASH_LINENO",
                    "BASH_SOURCE",
                    "EPOCHREALTIME",
                    "EPOCHSECONDS",
                    "FUNCNAME",
                    "NIX_LOG_FD",
                    "PIPESTATUS",
                    "RANDOM",
                    "SECONDS",
                    "SRANDOM");

    /// Made by a bash that talks to somebody.
    private static final Set<String> OF_A_TERMINAL =
            Set.of(
                    "COLUMNS",
                    "HISTFILESIZE",
                    "HISTSIZE",
                    "LINES",
                    "MAILCHECK",
                    "PS1",
                    "PS2",
                    "SHELLOPTS");

    /// The clock of the example's own phases.
    private static final Set<String> OF_THE_CLOCK = Set.of("begin", "SOURCE_DATE_EPOCH");

    private static final Set<String> STATUS = Set.of("CapBnd", "SigIgn");

    /// Numbers of processes and of their memory.
    private static final String NUMBERS =
            "Tgid|Pid|PPid|NS.*|FDSize|Vm.*|Rss.*|.*_ctxt_switches|Mems.*|Cpus.*|HugetlbPages";

    @TempDir Path place;
    private ThisMachine machine;
    private String nix = "";

    @BeforeEach
    void build() throws IOException {
        machine = new ThisMachine(place);
        String[] edit = {"--arg", "edit", TELLER};
        Path out = Path.of(machine.nixBuild("failing", edit).getOrDefault("out", ""));
        nix = Files.readString(out, StandardCharsets.ISO_8859_1);
        machine.build("failing", "--arg", "edit", TELLER, "--exact").orFail();
    }

    @Test
    void phaseRunByOneCommandSeesWhatItSeesInNix() throws Exception {
        String[] words = {
            "run", "buildPhase@before", "--", "eval", "runPhase buildPhase; cat told"
        };
        Process process = machine.start(machine.program(words), place.resolve("err"));
        process.getOutputStream().close();
        String told =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

        assertThat(process.waitFor()).isZero();
        compare(told, Set.of("__firn_command"));
    }

    @Test
    void phaseRunInAShellSeesWhatItSeesInNix() throws Exception {
        String[] words = {"shell", "buildPhase@before", "--drop"};
        try (TypedTerminal terminal =
                TypedTerminal.start(machine.program(words), machine.environment())) {
            terminal.await("/build $ ");
            terminal.type("strictly runPhase buildPhase; printf 'be%s\\n' gin; cat told\n");
            terminal.await("begin\r\n");
            String told = terminal.await("/build $ ").replace("\r\n", "\n");
            terminal.type("exit\n");
            terminal.await("left with 0");
            terminal.awaitEnd();
            compare(told, OF_A_TERMINAL);
        }
    }

    private void compare(String told, Set<String> more) {
        SortedSet<String> variables = differing("variable ", told, "^declare -\\S+ (\\w+).*");
        variables.removeAll(OF_THE_CALL);
        variables.removeAll(OF_THE_CLOCK);
        variables.removeAll(more);
        assertThat(variables).isEmpty();
        SortedSet<String> status = differing("status ", told, "^(\\w+):.*");
        status.removeIf(name -> name.matches(NUMBERS));
        status.removeAll(STATUS);
        assertThat(status).isEmpty();
        assertThat(differing("limit ", told, "^(.*)$")).isEmpty();
        assertThat(differing("other ", told, "^(.*)$")).isEmpty();
        assertThat(differing("file ", told, "^(.*)$")).isEmpty();
        SortedSet<String> mounts = differing("mount ", told, "^(.*)$");
        mounts.removeIf(point -> point.matches("/(nix/store/.*|\\.firn/(in|out)|tmp|proc/.*)"));
        assertThat(mounts).isEmpty();
    }

    /// The names whose lines are not the same on both sides, or not there on one.
    private SortedSet<String> differing(String kind, String told, String name) {
        SortedMap<String, String> theirs = lines(kind, nix, name);
        SortedMap<String, String> ours = lines(kind, told, name);
        assertThat(theirs).isNotEmpty();
        SortedSet<String> names = new TreeSet<>(theirs.keySet());
        names.addAll(ours.keySet());
        names.removeIf(each -> theirs.getOrDefault(each, "").equals(ours.getOrDefault(each, "")));
        return names;
    }

    private static SortedMap<String, String> lines(String kind, String text, String name) {
        SortedMap<String, String> lines = new TreeMap<>();
        for (String line : text.split("\n")) {
            if (line.startsWith(kind)) {
                String rest = line.substring(kind.length());
                lines.put(rest.replaceAll(name, "$1"), rest);
            }
        }
        return lines;
    }
}
