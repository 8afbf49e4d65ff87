package dev.firn.bash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.bash.Setting.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StateDeltaTest {

    private static final ShellState EMPTY =
            new ShellState(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    private final ShellState fresh =
            EMPTY.with("flags", Variable.plain("a"))
                    .with("hidden", Variable.plain("h"))
                    .with("gone", Variable.plain("g"));

    @Test
    void deltaHoldsWhatDiffers() {
        ShellState after =
                fresh.without(List.of("gone"), List.of())
                        .with("flags", Variable.plain("b"))
                        .with("made", Variable.exported("m"));
        StateDelta delta = StateDelta.between(fresh, after);
        assertThat(delta.variables())
                .containsOnly(
                        Map.entry("flags", change(Variable.plain("a"), Variable.plain("b"))),
                        Map.entry(
                                "gone",
                                new Change<>(Optional.of(Variable.plain("g")), Optional.empty())),
                        Map.entry(
                                "made",
                                new Change<>(
                                        Optional.empty(), Optional.of(Variable.exported("m")))));
        assertThat(delta.applyTo(fresh).state()).isEqualTo(after);
        assertThat(delta.applyTo(fresh).isClean()).isTrue();
    }

    @Test
    void valueAlreadyThereIsNoConflict() {
        StateDelta delta = StateDelta.between(fresh, fresh.with("flags", Variable.plain("b")));
        Merge merge = delta.applyTo(fresh.with("flags", Variable.plain("b")));
        assertThat(merge.conflicts()).isEmpty();
    }

    @Test
    void valueTheStepDidNotSeeIsAConflict() {
        StateDelta delta = StateDelta.between(fresh, fresh.with("flags", Variable.plain("b")));
        Merge merge = delta.applyTo(fresh.with("flags", Variable.plain("other")));
        assertThat(merge.variables()).containsExactly("flags");
        assertThat(merge.isClean()).isFalse();
        assertThat(merge.state().variable("flags")).contains(Variable.plain("b"));
    }

    @Test
    void writingAHiddenVariableIsAConflict() {
        ShellState seen = fresh.without(List.of("hidden"), List.of());
        StateDelta delta = StateDelta.between(seen, seen.with("hidden", Variable.plain("new")));
        assertThat(delta.applyTo(fresh).variables()).containsExactly("hidden");
    }

    @Test
    void hiddenVariablesSurviveAStepThatDoesNotTouchThem() {
        ShellState seen = fresh.without(List.of("hidden"), List.of());
        StateDelta delta = StateDelta.between(seen, seen.with("flags", Variable.plain("b")));
        assertThat(delta.applyTo(fresh).state().variable("hidden")).contains(Variable.plain("h"));
    }

    @Test
    void redefiningAHiddenFunctionIsAConflict() {
        ShellState after =
                new ShellState(
                        fresh.variables(),
                        new TreeMap<>(Map.of("f", new ShellFunction("", "f () \n"))),
                        fresh.settings());
        ShellState other =
                new ShellState(
                        fresh.variables(),
                        new TreeMap<>(Map.of("f", new ShellFunction("x", "f () \n"))),
                        fresh.settings());
        assertThat(StateDelta.between(fresh, after).applyTo(other).functions())
                .containsExactly("f");
    }

    @Test
    void lastWriterOfByProductsWins() {
        for (String name : List.of("BASH_REMATCH", "OPTIND", "OLDPWD", "PWD")) {
            StateDelta delta = StateDelta.between(fresh, fresh.with(name, Variable.plain("b")));
            Merge merge = delta.applyTo(fresh.with(name, Variable.plain("c")));
            assertThat(merge.isClean()).isTrue();
            assertThat(merge.state().variable(name)).contains(Variable.plain("b"));
        }
    }

    @Test
    void settingsAreTakenFromTheStep() {
        ShellState before = with(Kind.DIRECTORY.only(), "/build");
        StateDelta delta = StateDelta.between(before, with(Kind.DIRECTORY.only(), "/build/src"));
        assertThat(delta.applyTo(with(Kind.DIRECTORY.only(), "/else")).state().directory())
                .isEqualTo("/build/src");
    }

    @Test
    void timeIsNoChange() {
        StateDelta delta =
                StateDelta.between(with(Kind.SECONDS.only(), "1"), with(Kind.SECONDS.only(), "2"));
        assertThat(delta.isEmpty()).isTrue();
    }

    @Test
    void orderOfAnAssociativeArrayIsNoChange() {
        Variable one = new Variable("A", new Value.Associative(ordered("a", "b")));
        Variable two = new Variable("A", new Value.Associative(ordered("b", "a")));
        assertThat(StateDelta.between(EMPTY.with("m", one), EMPTY.with("m", two)).isEmpty())
                .isTrue();
    }

    private static Map<String, String> ordered(String first, String second) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put(first, "1");
        map.put(second, "1");
        return map;
    }

    private static ShellState with(Setting setting, String value) {
        return new ShellState(
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(Map.of(setting, new Value.Scalar(value))));
    }

    private static Change<Variable> change(Variable before, Variable after) {
        return new Change<>(Optional.of(before), Optional.of(after));
    }
}
