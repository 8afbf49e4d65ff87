package dev.firn.nix.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NixJsonTest {

    @Test
    void keysAreSortedByTheirBytesAndStringsEscapedAsNixDoes() {
        assertThat(NixJson.print(NixJson.parse("{ \"b\" : [ ] , \"a\" : { } , \"B\": null }")))
                .isEqualTo("{\"B\":null,\"a\":{},\"b\":[]}");
        String keys = "{\"\ud83d\ude00\":1,\"\uffff\":2,\"\u00e9\":\"<\\u007f\"}";
        String sorted = "{\"\u00e9\":\"<\u007f\",\"\uffff\":2,\"\ud83d\ude00\":1}";
        assertThat(NixJson.print(NixJson.parse(NixJson.bytes(keys))))
                .isEqualTo(NixJson.bytes(sorted));
        assertThat(NixJson.print(NixJson.parse("{\"a\":\"\\u001f\\b\\f\\/\\u00e9\"}")))
                .isEqualTo("{\"a\":\"\\u001f\\b\\f/" + NixJson.bytes("\u00e9") + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "-7,-7",
        "9223372036854775807,9223372036854775807",
        "18446744073709551615,18446744073709551615",
        "18446744073709551616,1.8446744073709552e+19",
        "-9223372036854775809,-9.223372036854776e+18",
        "1.0,1.0",
        "-0.0,-0.0",
        "1e3,1000.0",
        "1.5,1.5",
        "-1.25,-1.25",
        "123456789012345.0,123456789012345.0",
        "1234567890123456.0,1.234567890123456e+15",
        "999999999999999.0,999999999999999.0",
        "1e14,100000000000000.0",
        "1e15,1e+15",
        "1e16,1e+16",
        "1.2345e-05,1.2345e-05",
        "0.0001,0.0001",
        "0.00012,0.00012",
        "1e-5,1e-05",
        "0.1,0.1",
        "1e25,1e+25",
        "1.5e300,1.5e+300",
        "2e-323,2e-323",
    })
    void numbersArePrintedAsNixDoes(String text, String printed) {
        assertThat(NixNumber.parse(text).print()).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}x",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":\"\u00ff\"}",
                "{'a':1}"
            })
    void damagedJsonIsRefused(String json) {
        assertThatThrownBy(() -> NixJson.parse(json)).isInstanceOf(Problem.class);
    }

    @Test
    void numberBeyondADoubleIsRefused() {
        assertThatThrownBy(() -> NixNumber.parse("1e999")).isInstanceOf(Problem.class);
    }
}
