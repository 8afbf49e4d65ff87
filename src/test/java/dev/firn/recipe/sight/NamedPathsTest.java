package dev.firn.recipe.sight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.Variable;
import dev.firn.nix.path.StorePath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NamedPathsTest {

    private static final StorePath GCC = path('a', "gcc-13");
    private static final StorePath LIBC = path('b', "glibc-2.39");
    private static final StorePath ZLIB = path('c', "zlib-1.3");
    private static final StorePath OTHER = path('d', "other");

    private final SortedMap<String, Variable> variables = new TreeMap<>();
    private final SortedMap<String, ShellFunction> functions = new TreeMap<>();
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    @Test
    void whatIsNamedIsFoundWithAllItRefersTo() {
        variables.put("CC", Variable.plain(GCC + "/bin/gcc"));
        assertThat(found()).containsExactly(GCC, LIBC);
    }

    @Test
    void bareHashIsEnough() {
        variables.put("x", Variable.plain("name=" + ZLIB.basename()));
        assertThat(found()).containsExactly(ZLIB);
        variables.put("x", Variable.plain("0" + ZLIB.hash() + "0"));
        assertThat(found()).containsExactly(ZLIB);
        variables.put("x", Variable.plain(ZLIB.hash().substring(1)));
        assertThat(found()).isEmpty();
    }

    @Test
    void functionsAndFilesNameInputsToo() {
        functions.put("f", new ShellFunction("", "f () { cp " + OTHER + " x; }"));
        files.put(".attr-1", ("see " + LIBC).getBytes(StandardCharsets.UTF_8));
        assertThat(found()).containsExactly(LIBC, OTHER);
    }

    private SortedSet<StorePath> found() {
        SortedMap<StorePath, SortedSet<StorePath>> references = new TreeMap<>();
        references.put(GCC, new TreeSet<>(Arrays.asList(GCC, LIBC)));
        references.put(LIBC, new TreeSet<>(Arrays.asList(LIBC, path('f', "no-input"))));
        references.put(ZLIB, new TreeSet<>());
        references.put(OTHER, new TreeSet<>());
        ShellState state = new ShellState(variables, functions, new TreeMap<>());
        NamedPaths named = new NamedPaths(references);
        return named.closure(named.in(state, files));
    }

    private static StorePath path(char digit, String name) {
        return new StorePath(String.valueOf(digit).repeat(StorePath.HASH_LENGTH), name);
    }
}
