package dev.firn.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void wideAndCombiningCharactersAreMeasured() {
        assertThat(Text.width("abc")).isEqualTo(3);
        assertThat(Text.width("日本")).isEqualTo(4);
        assertThat(Text.width("e\u0301")).isEqualTo(1);
        assertThat(Text.width("🙂")).isEqualTo(2);
        assertThat(Text.width("✔…▶")).isEqualTo(3);
    }

    @Test
    void longTextIsCutToItsColumns() {
        assertThat(Text.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Text.cut("abcdef", 5)).isEqualTo("abcd…");
        assertThat(Text.cut("日本語", 5)).isEqualTo("日本…");
        assertThat(Text.cut("日本語", 4)).isEqualTo("日…");
        assertThat(Text.cut("abc", 0)).isEmpty();
        assertThat(Text.cut("abc", -3)).isEmpty();
    }

    @Test
    void lineFeedCannotStartALineOfItsOwn() {
        assertThat(Text.safe("a\nfirn: all is well")).isEqualTo("a^Jfirn: all is well");
    }

    @Test
    void columnsAreFilled() {
        assertThat(Text.left("é", 3) + "|").isEqualTo("é  |");
        assertThat(Text.right("日", 3)).isEqualTo(" 日");
        assertThat(Text.right("long", 3)).isEqualTo("long");
    }
}
