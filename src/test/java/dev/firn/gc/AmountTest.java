package dev.firn.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.problem.Problem;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12, 12",
        "500MB, 500000000",
        "1.5 GiB, 1610612736",
        "20g, 21474836480",
        "3k, 3072",
        "25%, 250",
        "0.1%, 1",
    })
    void sizesAreBytes(String word, long bytes) {
        assertThat(Amount.size("--max", word, 1000)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"30d, P30D", "1.5h, PT1H30M", "2w, P14D", "90min, PT1H30M", "45s, PT45S"})
    void timesHaveAUnit(String word, Duration time) {
        assertThat(Amount.time("--older-than", word)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "GB", "10 apples", "101%", "1e9", "١GB"})
    void whatIsNoSizeIsExplained(String word) {
        assertThatThrownBy(() -> Amount.size("--max", word, 1000))
                .isInstanceOf(Problem.class)
                .hasMessage("--max is a size: not '" + word + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "30 moons", "d"})
    void whatIsNoTimeIsExplained(String word) {
        assertThatThrownBy(() -> Amount.time("--older-than", word))
                .isInstanceOf(Problem.class)
                .hasMessage("--older-than is a time: not '" + word + "'");
    }
}
