package dev.firn.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "-5, 0 ms",
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "59999, 59.9 s",
        "60000, 1 min 00 s",
        "3599999, 59 min 59 s",
        "3600000, 1 h 00 min",
        "93784000, 26 h 03 min"
    })
    void timeIsReadable(long millis, String shown) {
        assertThat(Amounts.time(Duration.ofMillis(millis))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "9999, 9.9 kB",
        "12345, 12 kB",
        "999999, 999 kB",
        "1000000, 1.0 MB",
        "7654321000, 7.6 GB",
        "9223372036854775807, 9.2 EB"
    })
    void sizeIsReadable(long bytes, String shown) {
        assertThat(Amounts.size(bytes)).isEqualTo(shown);
    }
}
