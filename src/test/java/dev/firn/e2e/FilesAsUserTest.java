package dev.firn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testkit.NixHost;
import dev.firn.testkit.NixRelease;
import dev.firn.testkit.NixUser;
import dev.firn.testkit.Ran;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// An ordinary user looks at files that the build has closed to everybody.
class FilesAsUserTest {

    private static final String EDIT =
            """
            { buildPhase = ''
                mkdir -p fixed/in closed
                echo text > fixed/in/text
                echo secret > closed/secret
                echo unread > unread
                ln unread linked
                chmod 0 unread closed
                touch -d '2001-01-01 00:00:00.123456789' fixed/in
                chmod 555 fixed/in fixed
              '';
              installPhase = "touch closed; false"; }
            """;

    /// Each file by its path, type, mode, links and time.
    private static final String FIND =
            "find build -type d -printf '%p %y %m %T@\\n' -o -printf '%p %y %m %n %T@\\n' | sort";

    @Test
    void userSeesAndCopiesWhatIsClosed() throws IOException {
        NixUser user = NixHost.withTools(NixRelease.values()[0]).asUser();
        NixUser tools =
                user.with(
                        "NIX_CONFIG", "sandbox-paths = /bin /usr /lib /lib64? /etc/alternatives?");
        Program program = Program.forAll(user.checkout(), user.home());
        String packages = user.checkout().resolve("src/test/nix/packages.nix").toString();
        firn(tools, program, "build", "-f", packages, "-A", "failing", "--arg", "edit", EDIT);

        Ran listing = firn(user, program, "files", "buildPhase");
        Ran changed = firn(user, program, "diff", "buildPhase");

        assertThat(listing.orFail())
                .contains("/build/closed\n", "/build/fixed/in/text\n")
                .doesNotContain("secret");
        assertThat(listing.stderr()).contains("has closed them to everybody:\n  /build/closed\n");
        assertThat(changed.orFail()).contains("A /build/closed/\n", "A /build/unread  7 B");
        assertThat(changed.stderr()).contains("  /build/closed\n");
        assertThat(firn(user, program, "cat", "buildPhase:unread").orFail()).isEqualTo("unread");
        assertThat(firn(user, program, "cat", "buildPhase:closed/secret").stderr())
                .contains("nobody may enter /build/closed", "try: firn checkout buildPhase@after");

        String copy = user.home().resolve("copy").toString();
        firn(user, program, "checkout", "buildPhase", copy).orFail();

        String find =
                user.run("sh", "-c", "cd " + copy + "; chmod u+rx build/closed; " + FIND).orFail();
        assertThat(find.lines())
                .anyMatch(line -> line.startsWith("build/closed/secret f 644 1 "))
                .anyMatch(line -> line.startsWith("build/linked f 0 2 "))
                .anyMatch(line -> line.startsWith("build/fixed d 555 "))
                .anyMatch(line -> line.startsWith("build/fixed/in d 555 978307200.1234567890"));
        assertThat(user.run("stat", "-c", "%U", copy + "/build/unread").orFail()).isEqualTo("dev");

        String part = user.home().resolve("part").toString();
        firn(user, program, "checkout", "buildPhase", part, "fixed/in/text", "unread").orFail();
        assertThat(user.run("sh", "-c", "cd " + part + "; " + FIND).orFail().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("build/fixed/in d 555 978307200.1234567890"));
        user.run("chmod", "-R", "u+rwx", copy, part).orFail();

        String cache = user.home().resolve(".cache/firn").toString();
        user.run("sh", "-c", "chmod a-w " + cache + " " + cache + "/*").orFail();
        String third = user.home().resolve("third").toString();
        assertThat(firn(user, program, "checkout", "buildPhase", third, "unread").orFail())
                .endsWith("third/build");
        user.run("chmod", "0", cache + "/builds").orFail();
        assertThat(firn(user, program, "ls").stderr())
                .contains("cannot be read", "permission denied: " + cache + "/builds");
        user.run("sh", "-c", "chmod 700 " + cache + " " + cache + "/*").orFail();
    }

    private static Ran firn(NixUser user, Program program, String... words) {
        return user.run(program.command(words).toArray(String[]::new));
    }
}
