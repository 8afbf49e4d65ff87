package dev.firn.bash.mention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {

    private final SortedMap<String, Variable> variables = new TreeMap<>();
    private final SortedMap<String, ShellFunction> functions = new TreeMap<>();

    @Test
    void wordOfAnArithmeticComparisonIsAVariable() {
        function("f", "if (( doCheck == doInstallCheck || 0 )); then :; fi; [ a = other ] && x");
        assertThat(from("f", MentionRules.PLAIN).parents())
                .containsKeys("doCheck", "doInstallCheck")
                .doesNotContainKey("other");
    }

    @Test
    void textsAndValuesAreFollowed() {
        function("buildPhase", "runHook preBuild; make $makeFlags");
        function("runHook", "echo $1");
        variable("preBuild", "helper --x");
        function("helper", "echo ${helped:-no}");
        variable("helped", "1");
        variable("other", "1");
        Mentions mentions = from("buildPhase", MentionRules.PLAIN);
        assertThat(mentions.parents())
                .containsEntry("buildPhase", "buildPhase")
                .containsEntry("makeFlags", "buildPhase")
                .containsEntry("helped", "helper")
                .doesNotContainKey("other");
        assertThat(mentions.path("helped"))
                .containsExactly("helped", "helper", "preBuild", "buildPhase");
    }

    @Test
    void elementsAndKeysOfArraysAreFollowed() {
        variable("root", "list map");
        variables.put(
                "list", new Variable("a", new Value.Indexed(new TreeMap<>(Map.of(3L, "inList")))));
        variables.put(
                "map", new Variable("A", new Value.Associative(Map.of("asKey", "asElement"))));
        assertThat(from("root", MentionRules.PLAIN).parents())
                .containsKeys("inList", "asKey", "asElement");
    }

    @Test
    void hookArraysAreDerived() {
        function("installPhase", "runHook preInstall; runHook unpackCmdHook");
        variable("preInstallHooks", "a");
        variable("unpackCmdHooks", "b");
        MentionRules rules =
                MentionRules.of(
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        List.of(
                                new MentionRules.DerivedName("", "Hooks"),
                                new MentionRules.DerivedName("Hook", "Hooks")));
        assertThat(from("installPhase", rules).parents())
                .containsKeys("preInstallHooks", "a", "unpackCmdHooks", "b");
    }

    @Test
    void someNamesAreNotFollowed() {
        function("unpackPhase", "dumpVars x");
        function("dumpVars", "buildPhase");
        MentionRules rules =
                MentionRules.of(Set.of(), Set.of("dumpVars"), Set.of(), Set.of(), List.of());
        assertThat(from("unpackPhase", rules).parents()).containsOnlyKeys("unpackPhase", "x");
    }

    @Test
    void codeThatMentionsARunnerCanComeToAll() {
        MentionRules rules =
                MentionRules.of(Set.of("runPhase"), Set.of(), Set.of(), Set.of(), List.of());
        function("runPhase", "eval $1");
        function("unpackPhase", "tar x");
        assertThat(from("unpackPhase", rules).enumerated()).isEmpty();
        assertThat(from("runPhase", rules).enumerated()).isEmpty();
        function("unpackPhase", "runPhase x");
        assertThat(from("unpackPhase", rules).enumerated())
                .containsExactly(Map.entry("unpackPhase", "runPhase"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ \"${buildPhase-}\" = ninjaBuildPhase ] && x=1",
                "if [ -z \"$buildPhase\" ]; then x=1; fi",
                "[[ ${buildPhase:-ninjaBuildPhase} == ninjaBuildPhase ]] && x=1",
                "buildPhase=ninjaBuildPhase",
                "test -n \"$buildPhase\" && buildPhase=ninjaBuildPhase; x=1",
            })
    void phaseThatIsOnlyLookedAtIsMasked(String code) {
        function("configurePhase", code);
        function("buildPhase", "make $makeFlags");
        function("ninjaBuildPhase", "ninja $ninjaFlags");
        Mentions mentions = from("configurePhase", phases("buildPhase", "installPhase"));
        assertThat(mentions.masked()).containsExactly("buildPhase");
        assertThat(mentions.parents())
                .doesNotContainKeys("buildPhase", "ninjaBuildPhase", "makeFlags", "ninjaFlags");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "buildPhase",
                "runHook buildPhase",
                "x=1; [ $buildPhase ] && eval buildPhase",
                "eval \"${!buildPhase}\"",
                "buildPhase; buildPhase=other",
                "echo \"$buildPhase\" > script",
                "[ -n \"$x\" ] && echo $buildPhase",
                "x=${buildPhase:-ninjaBuildPhase}; [ \"$x\" == ninjaBuildPhase ]",
                "[[ \"$buildPhase\" == \"ninja\"* ]]",
            })
    void phaseThatIsCalledIsReached(String code) {
        function("configurePhase", code);
        function("buildPhase", "make $makeFlags");
        Mentions mentions = from("configurePhase", phases("buildPhase"));
        assertThat(mentions.parents()).containsKeys("buildPhase", "makeFlags");
        assertThat(mentions.masked()).isEmpty();
    }

    @Test
    void phaseThatIsTheRootIsFollowed() {
        variable("buildPhase", "make $makeFlags; echo $buildPhase");
        assertThat(from("buildPhase", phases("buildPhase")).parents()).containsKey("makeFlags");
    }

    @Test
    void wordsInPathsAreNoMentions() {
        MentionRules rules =
                MentionRules.of(
                        Set.of(), Set.of(), Set.of(), Set.of("dev", "man", "lib"), List.of());
        function("f", "cat </dev/null; cp share/man lib-foo --lib x.lib");
        assertThat(from("f", rules).parents()).doesNotContainKeys("dev", "man", "lib");
        function("f", "cp $dev/x ${!man} ${lib}/y");
        assertThat(from("f", rules).parents()).containsKeys("dev", "man", "lib");
        function("f", "for o in dev man; do :; done");
        assertThat(from("f", rules).parents()).containsKeys("dev", "man").doesNotContainKey("lib");
    }

    @Test
    void givenTextStandsInForTheFunctions() {
        function("f", "installFlags+=x; echo set dontPatch");
        Map<String, String> texts = Map.of("f", "shareDocName");
        assertThat(from("f", texts, MentionRules.PLAIN).parents())
                .containsOnlyKeys("f", "shareDocName");
    }

    @Test
    void enumeratingCodeIsTold() {
        function("f", "g");
        function("g", "declare -p | sort");
        assertThat(from("f", MentionRules.PLAIN).enumerated())
                .containsOnlyKeys("g")
                .containsEntry("g", "declare -p");
    }

    private static MentionRules phases(String... names) {
        return MentionRules.of(Set.of(), Set.of(), Set.of(names), Set.of(), List.of());
    }

    @Test
    void nothingIsRememberedThatDependsOnWhereTheSearchBegan() {
        function("runAll", "[ -n \"$buildPhase\" ]; installPhase");
        ShellState state = new ShellState(variables, functions, new TreeMap<>());
        Readings readings = new Readings(phases("buildPhase", "installPhase"));

        assertThat(Mentions.of(state, List.of("runAll"), Mentions.Texts.WHOLE, readings).masked())
                .containsExactly("buildPhase");
        assertThat(
                        Mentions.of(
                                        state,
                                        List.of("buildPhase", "runAll"),
                                        Mentions.Texts.WHOLE,
                                        readings)
                                .masked())
                .isEmpty();
    }

    private Mentions from(String root, MentionRules rules) {
        return from(root, Map.of(), rules);
    }

    private Mentions from(String root, Map<String, String> texts, MentionRules rules) {
        ShellState state = new ShellState(variables, functions, new TreeMap<>());
        Mentions.Texts read = texts::getOrDefault;
        return Mentions.of(state, List.of(root), read, new Readings(rules));
    }

    private void function(String name, String body) {
        functions.put(name, new ShellFunction("", name + " () \n{ \n    " + body + "\n}\n"));
    }

    private void variable(String name, String value) {
        variables.put(name, Variable.plain(value));
    }
}
