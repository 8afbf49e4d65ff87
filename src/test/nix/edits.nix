# Packages for edits: one for each manner in which phases come about.
{ package }:
let
  tools = import ./tools.nix;
  # Every phase has something to do.
  program = {
    src = ./program;
    doCheck = true;
    doInstallCheck = true;
  };
in
{
  # configure, make, make check, make install, and the checks after it.
  checked = package "checked" {
    src = ./source;
    version = "1";
    doCheck = true;
    doInstallCheck = true;
  };

  # Phases that setup hooks set where the package has none.
  cmakeNinja = package "cmake-ninja" (
    program // { nativeBuildInputs = tools.cmake ++ tools.ninja; }
  );
  mesonNinja = package "meson-ninja" (
    program // { nativeBuildInputs = tools.meson ++ tools.ninja; }
  );
  # The same with phases of their own in part: what a hook would have set is not set.
  cmakeOwn = package "cmake-own" (
    program
    // {
      nativeBuildInputs = tools.cmake ++ tools.ninja;
      buildPhase = "runHook preBuild; ninja; runHook postBuild";
    }
  );
  mesonOwn = package "meson-own" (
    program
    // {
      nativeBuildInputs = tools.meson ++ tools.ninja;
      installPhase = "mkdir $out; cp program $out/";
    }
  );
  wheel = package "wheel" (
    program
    // {
      nativeBuildInputs = [ tools.wheel ];
      importsCheck = "wheel";
    }
  );

  # A phase that a setup hook sets in any case.
  weighed = package "weighed" (
    program
    // {
      nativeBuildInputs = [ tools.weigh ];
      installPhase = "runHook preInstall; mkdir $out; cp weight $out/; runHook postInstall";
    }
  );
}
