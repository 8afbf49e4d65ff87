# What the packages of the tests, and edits of them, take as inputs: sources all of them, and no
# program of the host that not every host has.
let
  stdenv = import ../../../examples/stdenv { };
  tool =
    name:
    builtins.path {
      inherit name;
      path = ./tools + "/${name}";
    };
in
{
  inherit (stdenv) makeWrapper;

  # The hooks of the small stdenv with programs that stand in for the real ones.
  cmake = [
    (tool "cmake")
    stdenv.cmake
  ];
  ninja = [
    (tool "ninja")
    stdenv.ninja
  ];
  meson = [
    (tool "meson")
    stdenv.meson
  ];

  # A program; a function; a library; hooks that set phases.
  sample = tool "sample";
  hookOnly = tool "hook-only";
  library = tool "library";
  wheel = tool "wheel";
  weigh = tool "weigh";
  teller = tool "teller";
  asker = tool "asker";
  askingSource = ./asking;
  askerScript = ./tools/asker/bin/asker;

  # The source of the tests without a file that nothing reads.
  shorterSource = builtins.path {
    name = "source";
    path = ./source;
    filter = path: _: baseNameOf path != "NOTES";
  };
  greetingPatch = ./greeting.patch;
}
