package dev.firn.nix.drv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.problem.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributesTest {

    @Test
    void variablesAreReadAsNixDoes() {
        Attributes attributes =
                Attributes.of(Map.of("yes", "1", "no", "", "words", " a\tb\nc\r d ", "empty", ""));
        assertThat(attributes.flag("yes", false)).isTrue();
        assertThat(attributes.flag("no", true)).isFalse();
        assertThat(attributes.flag("absent", true)).isTrue();
        assertThat(attributes.strings("words")).hasValue(List.of("a", "b", "c", "d"));
        assertThat(attributes.strings("empty")).hasValue(List.of());
        assertThat(attributes.strings("absent")).isEmpty();
        assertThat(attributes.string("yes")).hasValue("1");
    }

    @Test
    void structuredAttributesHideVariables() {
        String json = "{\"flag\":true,\"list\":[\"a b\",\"\u00c3\u00a9\"],\"text\":\"x\"}";
        Attributes attributes = Attributes.of(Map.of("__json", json, "out", "/nix/store/x"));
        assertThat(attributes.string("out")).isEmpty();
        assertThat(attributes.string("text")).hasValue("x");
        assertThat(attributes.flag("flag", false)).isTrue();
        assertThat(attributes.strings("list")).hasValue(List.of("a b", "\u00c3\u00a9"));
    }

    @Test
    void attributeOfAnotherTypeIsRefused() {
        Attributes attributes = Attributes.of(Map.of("__json", "{\"flag\":\"1\",\"list\":[1]}"));
        assertThatThrownBy(() -> attributes.flag("flag", false))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("must be true or false");
        assertThatThrownBy(() -> attributes.strings("list")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> attributes.strings("flag")).isInstanceOf(Problem.class);
    }
}
