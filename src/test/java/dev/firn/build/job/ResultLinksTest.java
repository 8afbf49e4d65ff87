package dev.firn.build.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultLinksTest {

    @TempDir Path home;

    @Test
    void aFreePlaceAndAnOldLinkAreFine() throws Exception {
        Files.createSymbolicLink(home.resolve("result"), Path.of("/nowhere"));
        assertThatCode(() -> ResultLinks.check(home.resolve("result"), List.of("out", "dev")))
                .doesNotThrowAnyException();
    }

    @Test
    void aPlainFileInTheWayOfAnyOutputIsToldBeforeTheBuild() throws Exception {
        Path file = Files.createFile(home.resolve("result-dev"));
        assertRefused(home.resolve("result"), file + " is there and is no symbolic link");
    }

    @Test
    void aFolderThatIsNotThereIsToldBeforeTheBuild() {
        assertRefused(home.resolve("no/result"), "there is no directory " + home.resolve("no"));
    }

    @Test
    void theRootIsNoPlaceForALink() {
        assertRefused(Path.of("/"), "/ is there and is no symbolic link");
    }

    private static void assertRefused(Path prefix, String why) {
        assertThatThrownBy(() -> ResultLinks.check(prefix, List.of("out", "dev")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.why()).isEqualTo(why));
    }
}
