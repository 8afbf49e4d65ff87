package dev.firn.nix.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.compare.content.Cause;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compilers cut a path into constants; the program for one path is that for the other.
class CutPathTest {

    private static final String SOURCE =
            """
            #define memcpy __builtin_memcpy
            #define memcmp __builtin_memcmp
            #define PATH "/nix/store/@out@-it-2.10"
            void bare(char *to) { memcpy(to, PATH, sizeof PATH); }
            void below(char *to) { memcpy(to, PATH "/lib/charset.alias", sizeof PATH "/lib"); }
            int same(const char *to) { return memcmp(to, PATH "/libexec", 40); }
            const char *whole(void) { return PATH "/etc/config"; }
            void local(void (*use)(char *)) { char text[] = PATH "/x"; use(text); }
            """;

    @TempDir Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"-O0", "-O2 -mno-sse"})
    void programForOnePathIsThatForTheOther(String flags) throws Exception {
        TwoBuilds builds = new TwoBuilds(temp);
        for (TwoBuilds.Build build : builds.both()) {
            String source = build.write("it.c", SOURCE).toString();
            String object = build.path("it.o").toString();
            builds.run(("gcc -c " + flags + " -o " + object + " " + source).split(" "));
        }

        assertThat(builds.differences())
                .hasSize(1)
                .allSatisfy(
                        each -> {
                            assertThat(each.path()).isEqualTo("it.o");
                            assertThat(each.causes()).isEqualTo(List.of(new Cause.CutPath()));
                        });
    }
}
