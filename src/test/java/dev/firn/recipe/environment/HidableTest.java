package dev.firn.recipe.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HidableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "preBuild",
                "postInstall",
                "installPhase",
                "preDistPhases",
                "shellHook",
                "makeFlags",
                "makeFlagsArray",
                "installTargets",
                "dontStrip",
                "doCheck",
                "stripDebugList",
                "stripAllFlagsTarget",
                "patches",
                "nativeBuildInputs",
                "propagatedBuildInputs",
                "depsBuildBuild",
                "depsHostHostPropagated",
                "outputs",
                "dev",
                "man",
                "outputBin",
                "enableParallelBuilding",
                "cmakeBuildType",
                "pythonImportsCheck",
                "disabledTestPaths",
                "stdenv",
            })
    void whatIsForShellCodeMayBeHidden(String name) {
        assertThat(Hidable.is(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "out",
                "src",
                "srcs",
                "name",
                "pname",
                "version",
                "system",
                "FOO",
                "CFLAGS",
                "NIX_CFLAGS_COMPILE",
                "prefix",
                "postgresUser",
                "prelude",
                "document",
                "domain",
                "sourceRoot",
                "terminfo",
                "SOURCE_DATE_EPOCH",
                "PATH",
            })
    void whatAProgramMayReadMayNot(String name) {
        assertThat(Hidable.is(name)).isFalse();
    }
}
