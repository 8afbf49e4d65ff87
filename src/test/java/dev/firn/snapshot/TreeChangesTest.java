package dev.firn.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.overlay.MergedFile;
import dev.firn.overlay.TreeChange;
import dev.firn.overlay.TreeChanges;
import dev.firn.overlay.TreeVisitor;
import dev.firn.overlay.View;
import dev.firn.store.CacheDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// States of real overlays, compared.
class TreeChangesTest {

    @TempDir Path home;
    private CacheDirectory cache;
    private Layers layers;

    @BeforeEach
    void open() throws Exception {
        cache = CacheDirectory.open(home.resolve("cache"));
        layers = new Layers(cache);
    }

    @AfterEach
    void close() throws Exception {
        cache.close();
    }

    @Test
    void everyKindOfChangeIsTold() throws Exception {
        Chain before =
                layers.grow(
                        Chain.empty(),
                        """
                        cd build
                        mkdir -p gone/sub replaced/sub same type
                        echo 1 | tee gone/x gone/sub/x replaced/x same/x > content
                        echo 1 | tee mode time size > copied
                        touch -d @1000000000 copied
                        ln -s a link
                        touch type/x
                        """);
        Chain after =
                layers.grow(
                        before,
                        """
                        cd build
                        rm -r gone replaced type
                        mkdir replaced; echo new > replaced/y
                        touch -r content stamp; echo 2 > content; touch -r stamp content; rm stamp
                        chmod +x mode
                        touch -d @5 time
                        echo more >> size
                        ln -sfn b link
                        echo file > type
                        : >> copied; cat copied > copy; chmod 0 copied; chmod 644 copied
                        printf x > $'new\\nline\\xff'
                        """);

        assertThat(told(before.view(), after.view(), ""))
                .containsExactly(
                        "build: time",
                        "build/content: content",
                        "build/copy: added",
                        "build/gone: removed",
                        "build/gone/sub: removed",
                        "build/gone/sub/x: removed",
                        "build/gone/x: removed",
                        "build/link: content time",
                        "build/mode: mode",
                        "build/new\nline\u00ff: added",
                        "build/replaced: time",
                        "build/replaced/sub: removed",
                        "build/replaced/x: removed",
                        "build/replaced/y: added",
                        "build/size: content time",
                        "build/time: time",
                        "build/type: type",
                        "build/type/x: removed");
        assertThat(told(before.view(), after.view(), "build/gone/sub"))
                .containsExactly("build/gone/sub: removed", "build/gone/sub/x: removed");
        assertThat(told(after.view(), before.view(), "build/type"))
                .containsExactly("build/type: type", "build/type/x: added");
        assertThat(told(after.view(), after.view(), "")).isEmpty();
    }

    @Test
    void everythingDiffersFromNothing() throws Exception {
        Chain chain = layers.grow(Chain.empty(), "mkdir build/d; touch build/d/f");

        assertThat(told(Chain.empty().view(), chain.view(), ""))
                .containsExactly("build: added", "build/d: added", "build/d/f: added");
    }

    /// What is not looked at, because both have it from the same layers, does not differ.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void equalsTheComparisonOfEveryFile(long seed) throws Exception {
        RandomOperations operations = new RandomOperations(seed);
        Chain trunk = layers.grow(Chain.empty(), operations.lines(40));
        trunk = layers.grow(trunk, operations.lines(20));
        List<Chain> states = new ArrayList<>(List.of(trunk));
        Chain branch = layers.grow(trunk, operations.lines(15));
        states.add(branch);
        states.add(layers.grow(branch, operations.lines(15)));
        Chain other = layers.grow(trunk, operations.lines(15));
        states.add(layers.grow(other, operations.lines(15)));

        for (Chain one : states) {
            for (Chain two : states) {
                assertThat(new TreeSet<>(told(one.view(), two.view(), "")))
                        .isEqualTo(new TreeSet<>(compared(one.view(), two.view())));
            }
        }
    }

    private static List<String> told(View before, View after, String path) throws IOException {
        List<String> told = new ArrayList<>();
        TreeChanges.tell(
                before,
                after,
                path,
                new TreeVisitor<>() {
                    @Override
                    public void visit(TreeChange change) {
                        List<String> words = new ArrayList<>();
                        for (TreeChange.Aspect aspect : change.aspects()) {
                            words.add(aspect.name().toLowerCase(Locale.ROOT));
                        }
                        String how = change.isAddition() ? "added" : "removed";
                        String what = words.isEmpty() ? how : String.join(" ", words);
                        told.add(change.path() + ": " + what);
                    }

                    @Override
                    public void closed(String closed) {
                        throw new AssertionError(closed);
                    }
                });
        return told;
    }

    /// The same without any short cut.
    private static List<String> compared(View before, View after) throws IOException {
        SortedMap<String, List<String>> one = facts(before);
        SortedMap<String, List<String>> two = facts(after);
        TreeSet<String> paths = new TreeSet<>(one.keySet());
        paths.addAll(two.keySet());
        List<String> changes = new ArrayList<>();
        for (String path : paths) {
            List<String> a = one.get(path);
            List<String> b = two.get(path);
            if (a == null || b == null) {
                changes.add(path + (a == null ? ": added" : ": removed"));
            } else if (!a.get(0).equals(b.get(0))) {
                changes.add(path + ": type");
            } else {
                List<String> words = new ArrayList<>();
                List<String> aspects = List.of("type", "content", "mode", "time");
                for (int i = 1; i < a.size(); i++) {
                    if (!a.get(i).equals(b.get(i))) {
                        words.add(aspects.get(i));
                    }
                }
                if (!words.isEmpty()) {
                    changes.add(path + ": " + String.join(" ", words));
                }
            }
        }
        return changes;
    }

    /// Type, content, mode and time of each file.
    private static SortedMap<String, List<String>> facts(View view) throws IOException {
        SortedMap<String, List<String>> facts = new TreeMap<>();
        add(facts, view.root(), "");
        return facts;
    }

    private static void add(
            SortedMap<String, List<String>> facts, MergedFile directory, String prefix)
            throws IOException {
        for (Map.Entry<String, MergedFile> child : directory.children().entrySet()) {
            MergedFile file = child.getValue();
            String content = "";
            if (file.type() == 'l') {
                content = file.target();
            } else if (file.type() == 'f') {
                try (InputStream in = file.open()) {
                    content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                }
            }
            facts.put(
                    prefix + child.getKey(),
                    List.of(
                            String.valueOf(file.type()),
                            content,
                            Integer.toOctalString(file.state().permissions()),
                            file.state().modified().toString()));
            if (file.type() == 'd') {
                add(facts, file, prefix + child.getKey() + "/");
            }
        }
    }
}
