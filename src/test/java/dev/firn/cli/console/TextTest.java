package dev.firn.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
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

    @Test
    void everyControlCharacterIsNamed() {
        assertThat(Text.safe("\u001b[1m\u007f\u0000")).isEqualTo("^[[1m^?^@");
        assertThat(Text.safe("\u009b\u0085")).isEqualTo("<U+009B><U+0085>");
        assertThat(Text.safe("\u202e\u2066\u200f\u061c"))
                .isEqualTo("<U+202E><U+2066><U+200F><U+061C>");
    }

    @Test
    void jsonSaysTheSameWithoutWhatATerminalObeys() throws IOException {
        String name = "a\u009b31m\u202eb\u007f\u2069é\u061c";
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(Text.json(text))) {
            json.value(name);
        }

        assertThat(text.toString())
                .isEqualTo("\"a\\u009b31m\\u202eb\\u007f\\u2069é\\u061c\"")
                .isEqualTo(Text.json('"' + name + '"'));
        assertThat(JsonParser.parseString(text.toString()).getAsString()).isEqualTo(name);
    }
}
