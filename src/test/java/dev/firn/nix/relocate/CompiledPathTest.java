package dev.firn.nix.relocate;

import static dev.firn.nix.relocate.Moving.FROM;
import static dev.firn.nix.relocate.Moving.TO;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.HostTree;
import dev.firn.nix.nar.MemoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program that was moved is the program that the compiler makes for the other path.
class CompiledPathTest {

    private static final String SOURCE =
            """
            #define memcpy __builtin_memcpy
            #define strcpy __builtin_strcpy
            #define memcmp __builtin_memcmp
            void bare(char *to) { memcpy(to, PATH, sizeof PATH); }
            void below(char *to) { memcpy(to, PATH "/lib/charset.alias", sizeof PATH "/lib"); }
            void after(char *to) { strcpy(to, "PREFIX=" PATH "/share"); }
            void in(char *to) { memcpy(to, "a" PATH "/bin:", sizeof "a" PATH "/bin:" - 1); }
            int same(const char *to) { return memcmp(to, PATH "/libexec", 40); }
            const char *whole(void) { return PATH "/etc/config"; }
            void local(void (*use)(char *)) { char text[] = PATH "/x"; use(text); }
            """;

    @TempDir Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-O0",
                "-O1",
                "-O2",
                "-O3",
                "-Os",
                "-O2 -fPIC",
                "-O2 -mno-sse",
                "-O2 -mavx2",
                "-O2 -mavx512f",
                "-O2 -minline-all-stringops",
                "-O2 -m32 -march=i686",
                "-Os -minline-all-stringops"
            })
    void isAsIfCompiledForItsFinalPath(String flags) throws Exception {
        byte[] moved = MemoryTree.bytes(Moving.move(HostTree.of(compile(FROM.toString(), flags))));
        byte[] expected = Files.readAllBytes(compile(TO.toString(), flags));
        assertThat(Moving.latin1(moved)).isEqualTo(Moving.latin1(expected));
    }

    @Test
    void libraryMovesLikeTheObjectsInIt() throws Exception {
        FileTree moved = Moving.move(HostTree.of(library(FROM.toString())));
        byte[] expected = Files.readAllBytes(library(TO.toString()));
        assertThat(Moving.latin1(MemoryTree.bytes(moved))).isEqualTo(Moving.latin1(expected));
    }

    private Path library(String path) throws IOException, InterruptedException {
        Path library = temp.resolve(path.substring(11, 20) + ".a");
        Path object = compile(path, "-O2");
        for (String name : List.of("a.o", "with-a-longer-name-than-fits.o", "b.o")) {
            Path member = Files.copy(object, temp.resolve(name), REPLACE_EXISTING);
            run(List.of("ar", "rcD", library.toString(), member.toString()));
        }
        return library;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private Path compile(String path, String flags) throws IOException, InterruptedException {
        Path source = Files.writeString(temp.resolve("x.c"), SOURCE);
        Path object = temp.resolve("x.o");
        List<String> command = new ArrayList<>(List.of("gcc", "-ffreestanding", "-fbuiltin"));
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of("-DPATH=\"" + path + "\"", "-c", "-o", object.toString()));
        command.add(source.toString());
        run(command);
        return object;
    }
}
