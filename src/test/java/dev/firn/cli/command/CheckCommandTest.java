package dev.firn.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.check.Checked;
import dev.firn.check.Flaw;
import dev.firn.check.Flaw.Kind;
import dev.firn.cli.Firn;
import dev.firn.cli.request.CheckRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckCommandTest {

    private static final Flaw LAYER =
            new Flaw(
                    Kind.DAMAGED,
                    "layers/ab12ab12ab12ab12",
                    "holds something else than was sealed",
                    List.of("layers/ab12ab12ab12ab12 (buildPhase) of hello"),
                    "");
    private static final Flaw LETTER =
            new Flaw(Kind.FOREIGN, "a\u001bletter", "was not made by firn", List.of(), "rm -r x");

    private final Firn firn = new Firn();

    @Test
    void damageIsToldWithWhatGoesWithIt() {
        firn.checked = new Checked(List.of(LAYER, LETTER), 12, 1, 2_300_000, 2, false);

        assertThat(firn.run("check")).isEqualTo(4);
        assertThat(firn.out())
                .isEqualTo(
                        """
                        damaged    layers/ab12ab12ab12ab12  holds something else than was sealed
                                     to be dropped:
                                       layers/ab12ab12ab12ab12 (buildPhase) of hello
                        foreign    a^[letter  was not made by firn
                                     rm -r x
                        checked 12 layers (2.3 MB) and 1 small file; 2 digests had not been made yet, so that much could not be compared
                        one thing is damaged; to drop what is, and nothing else: firn check --repair
                        """);
    }

    @Test
    void repairEndsWell() {
        firn.checked = new Checked(List.of(LAYER), 12, 3, 0, 0, true);

        assertThat(firn.run("check", "--repair")).isZero();
        assertThat(firn.requests)
                .singleElement()
                .isInstanceOfSatisfying(
                        CheckRequest.class, request -> assertThat(request.repair()).isTrue());
        assertThat(firn.out()).contains("dropped:\n", "what was damaged is repaired");
    }

    @Test
    void whatCannotBeRepairedStaysDamage() {
        Flaw owner =
                new Flaw(Kind.DAMAGED, "keys", "belongs to user 7", List.of(), "as root: chown");
        firn.checked = new Checked(List.of(owner), 0, 0, 0, 0, true);

        assertThat(firn.run("check", "--repair")).isEqualTo(4);
        assertThat(firn.out()).contains("not all of it can firn repair");
    }

    @Test
    void aWholeCacheIsSaidToBe() {
        assertThat(firn.run("check")).isZero();
        assertThat(firn.out())
                .isEqualTo("checked 0 layers (0 B) and 0 small files\nnothing is damaged\n");
    }

    @Test
    void jsonHasItAll() {
        firn.checked = new Checked(List.of(LAYER), 12, 1, 7, 2, false);

        assertThat(firn.run("check", "--json")).isEqualTo(4);
        assertThat(firn.out())
                .isEqualTo(
                        """
                        {"damaged":true,"repaired":false,"layers":12,"files":1,"bytes":7,"digestsMade":2,\
                        "flaws":[{"kind":"damaged","place":"layers/ab12ab12ab12ab12",\
                        "why":"holds something else than was sealed",\
                        "drops":["layers/ab12ab12ab12ab12 (buildPhase) of hello"],"fix":""}]}
                        """);
    }
}
