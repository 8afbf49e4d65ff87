package dev.firn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolationTest {

    @TempDir(deletionStrategy = WholeTree.class)
    Path directory;

    private Playground.Outcome run(Isolation isolation, String script) throws Exception {
        Playground playground = Playground.in(directory);
        playground.isolation = isolation;
        return playground.run(script);
    }

    @Test
    void networkIsTheHostsWithItsNameResolution() throws Exception {
        Path bundle = Files.writeString(directory.resolve("ca.pem"), "certificates\n");
        Isolation isolation = Isolation.complete().withNetwork(Optional.of(bundle));
        String script =
                "readlink /proc/self/ns/net; cat /etc/ssl/certs/ca-certificates.crt"
                        + " /etc/nsswitch.conf; stat -c %n /etc/r*";

        Playground.Outcome outcome = run(isolation, script);

        assertThat(outcome.log())
                .isEqualTo(
                        Files.readSymbolicLink(Path.of("/proc/self/ns/net"))
                                + "\ncertificates\nhosts: files dns\nservices: files\n"
                                + "/etc/resolv.conf\n");
        assertThat(outcome.exit()).isEqualTo(new Exit.Exited(0));
    }

    @Test
    void processorOf32BitsIsClaimed() throws Exception {
        Isolation isolation =
                new Isolation(Isolation.Network.NONE, Optional.empty(), true, false, "50%");
        String script = "cat /proc/self/personality; uname -m";
        assertThat(run(isolation, script).log()).startsWith("00040008\n").doesNotContain("64");
    }

    @Test
    void sharedMemoryHasItsSize() throws Exception {
        Isolation isolation =
                new Isolation(Isolation.Network.NONE, Optional.empty(), false, true, "8m");
        Playground.Outcome outcome = run(isolation, "df --output=size /dev/shm | tail -n 1");
        assertThat(outcome.log().strip()).isEqualTo("8192");
    }

    @Test
    void oddSizesAreRefused() {
        for (String size : new String[] {"", "50%,size=1", "x", "-1"}) {
            assertThatThrownBy(
                            () ->
                                    new Isolation(
                                            Isolation.Network.NONE,
                                            Optional.empty(),
                                            false,
                                            false,
                                            size))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
