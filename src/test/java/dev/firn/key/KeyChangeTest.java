package dev.firn.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyChangeTest {

    @Test
    void everyPartThatDiffersIsTold() {
        KeyParts older =
                KeyParts.of(
                        List.of(
                                variable("kept", "1"),
                                variable("changed", "1"),
                                variable("gone", "1")));
        KeyParts newer =
                KeyParts.of(
                        List.of(
                                variable("kept", "1"),
                                variable("changed", "2"),
                                variable("new", "")));

        assertThat(KeyChange.between(older, newer))
                .containsExactly(
                        change("changed", Optional.of("1"), Optional.of("2")),
                        change("gone", Optional.of("1"), Optional.empty()),
                        change("new", Optional.empty(), Optional.of("")));
        assertThat(KeyChange.between(older, older)).isEmpty();
    }

    @Test
    void fileThatIsPassedIsToldByItsVariable() {
        KeyPart place = variable("letterPath", "/build/.attr-0abc");

        assertThat(
                        KeyChange.between(
                                KeyParts.of(List.of(place, file(".attr-0abc", "1"))),
                                KeyParts.of(List.of(place, file(".attr-0abc", "2")))))
                .containsExactly(change("letter", Optional.of("x = 1"), Optional.of("x = 2")));
    }

    private static KeyPart file(String name, String value) {
        return new KeyPart(KeyPart.Kind.FILE, name, value);
    }

    @Test
    void sameNameOfAnotherKindIsAnotherPart() {
        KeyPart function = new KeyPart(KeyPart.Kind.FUNCTION, "x", "1");
        assertThat(
                        KeyChange.between(
                                KeyParts.of(List.of(variable("x", "1"))),
                                KeyParts.of(List.of(function))))
                .hasSize(2);
    }

    private static KeyPart variable(String name, String value) {
        return new KeyPart(KeyPart.Kind.VARIABLE, name, value);
    }

    private static KeyChange change(String name, Optional<String> before, Optional<String> after) {
        return new KeyChange(KeyPart.Kind.VARIABLE, name, before, after);
    }
}
