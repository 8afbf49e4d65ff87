package dev.firn.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaintTest {

    @Test
    void coloursAreForTerminals() {
        assertThat(Paint.chosen("auto", true, "")).isEqualTo(Paint.COLOURED);
        assertThat(Paint.chosen("auto", false, "")).isEqualTo(Paint.PLAIN);
    }

    @Test
    void variableTurnsColoursOffAndOptionOverrulesIt() {
        assertThat(Paint.chosen("auto", true, "1")).isEqualTo(Paint.PLAIN);
        assertThat(Paint.chosen("always", false, "1")).isEqualTo(Paint.COLOURED);
        assertThat(Paint.chosen("never", true, "")).isEqualTo(Paint.PLAIN);
    }
}
