package dev.firn.bash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.firn.bash.Setting.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StateWriterTest {

    private final ShellState state =
            new ShellState(
                    new TreeMap<>(
                            Map.of(
                                    "text", Variable.exported("a\u0000\u0001\u007f\u00ff\"\n"),
                                    "unset", new Variable("ax", new Value.Unset()),
                                    "list", new Variable("a", list()),
                                    "map", new Variable("A", map()),
                                    "empty", new Variable("A", new Value.Associative(Map.of())))),
                    new TreeMap<>(Map.of("f", new ShellFunction("x", "f () \n{ \n    :\n}\n"))),
                    new TreeMap<>(
                            Map.of(
                                    Kind.DIRECTORY.only(), new Value.Scalar("/build"),
                                    Kind.TRAP.of("EXIT"), new Value.Scalar("bye"),
                                    Kind.ARGUMENTS.only(), list())));

    @Test
    void statesComeBack() throws IOException {
        StringWriter text = new StringWriter();
        new StateWriter(new JsonWriter(text)).write(state);
        assertThat(reader(text.toString()).state()).isEqualTo(state);
    }

    @Test
    void deltasComeBack() throws IOException {
        ShellState after =
                new ShellState(
                        state.without(List.of("list"), List.of())
                                .with("text", Variable.plain("b"))
                                .with("new", Variable.plain(""))
                                .variables(),
                        new TreeMap<>(),
                        new TreeMap<>(Map.of(Kind.TRAP.of("EXIT"), new Value.Scalar("b"))));
        StateDelta delta = StateDelta.between(state, after);
        assertThat(reader(json(delta)).delta()).isEqualTo(delta);
    }

    @Test
    void jsonOfADeltaIsAsDocumented() throws IOException {
        ShellState before = state.without(List.of("list", "map", "empty", "unset"), List.of());
        ShellState after =
                new ShellState(
                        before.with("text", Variable.plain("b")).variables(),
                        new TreeMap<>(),
                        new TreeMap<>());
        assertThat(json(StateDelta.between(before, after)))
                .isEqualTo(
                        "{\"variables\":{\"text\":{\"before\":{\"flags\":\"x\","
                                + "\"text\":\"a\\u0000\\u0001\u007f\u00ff\\\"\\n\"},"
                                + "\"after\":{\"text\":\"b\"}}},"
                                + "\"functions\":{\"f\":{\"before\":{\"flags\":\"x\","
                                + "\"text\":\"f () \\n{ \\n    :\\n}\\n\"}}},"
                                + "\"settings\":[{\"kind\":\"directory\","
                                + "\"before\":{\"text\":\"/build\"}},"
                                + "{\"kind\":\"arguments\",\"before\":{\"list\":{\"2\":\"x\"}}},"
                                + "{\"kind\":\"trap\",\"name\":\"EXIT\","
                                + "\"before\":{\"text\":\"bye\"}}]}");
    }

    @Test
    void otherJsonIsRefused() {
        assertThatThrownBy(() -> reader("{\"variables\":{\"x\":{\"what\":1}}}").state())
                .isInstanceOf(IOException.class)
                .hasMessage("unknown field what");
    }

    private static String json(StateDelta delta) throws IOException {
        StringWriter text = new StringWriter();
        new StateWriter(new JsonWriter(text)).write(delta);
        return text.toString();
    }

    private static StateReader reader(String json) {
        return new StateReader(new JsonReader(new StringReader(json)));
    }

    private static Value list() {
        return new Value.Indexed(new TreeMap<>(Map.of(2L, "x")));
    }

    private static Value map() {
        return new Value.Associative(Map.of("k ]", "v"));
    }
}
