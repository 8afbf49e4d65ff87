package dev.firn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.store.TreeRemoval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrdinaryUserTest {

    private Path home;

    @BeforeEach
    void makeAPlaceThatEverybodySees() throws Exception {
        home = Files.createTempDirectory("firn-user");
        Files.setAttribute(home, "unix:mode", 01777);
    }

    @AfterEach
    void remove() throws Exception {
        TreeRemoval.remove(home);
    }

    /// Root becomes a user without rights; whoever is one already stays what he is.
    @Test
    void needsNoRights() throws Exception {
        String classPath = Jvm.publicClassPath(Files.createDirectory(home.resolve("classes")));
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        List<String> asUser =
                root
                        ? List.of("setpriv", "--reuid=1234", "--regid=1234", "--clear-groups")
                        : List.of();
        Process user =
                Jvm.start(asUser, classPath, OrdinaryUser.class, home.resolve("cache").toString());
        assertThat(Jvm.output(user))
                .isEqualTo(
                        """
                        secret
                        [a, b, closed, d, locked]
                        [new]
                        [[build/a, build/b]]
                        64
                        true
                        false
                        1
                        2
                        left: 0
                        it is read-only
                        """);
    }
}
