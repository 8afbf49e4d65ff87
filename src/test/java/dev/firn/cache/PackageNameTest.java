package dev.firn.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageNameTest {

    @ParameterizedTest
    @CsvSource({
        "hello-2.10, hello",
        "hello, hello",
        "gcc-wrapper-13.2.0, gcc-wrapper",
        "python3.11-pylib-0.3, python3.11-pylib",
        "x-1-y, x",
        "a-, a-",
        "unstable-2024-01-01, unstable",
    })
    void versionBeginsAsNixSays(String derivation, String name) {
        assertThat(PackageName.ofDerivation(derivation).value()).isEqualTo(name);
    }
}
