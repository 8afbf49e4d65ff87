# A small standard environment on the tools of the host, for the examples and the tests.
#
# Everything in it is a source, nothing has to be built: so a daemon that does not show the host's
# tools to its own builds is no obstacle. The packages themselves need the host's directories in
# their sandbox; see nix.conf beside this directory.
{
  system ? builtins.currentSystem,
}:
let
  # `other` is the file of setup/run that this environment goes without.
  setup =
    name: other:
    builtins.path {
      inherit name;
      path = ./setup;
      filter = path: _: baseNameOf path != other;
    };

  tool =
    name:
    builtins.path {
      inherit name;
      path = ./tools + "/${name}";
    };

  tools = {
    inherit system;
    cc = tool "cc";
    cmake = tool "cmake";
    meson = tool "meson";
    ninja = tool "ninja";
    pkg-config = tool "pkg-config";
    makeWrapper = tool "make-wrapper";
  };

  makeStdenv =
    stdenv: args:
    let
      # A package's `dev` output stands for it as an input.
      inputs = list: map (input: input.dev or input) list;

      mkDerivation =
        attributes:
        let
          structured = attributes.__structuredAttrs or false;
          environment = attributes.env or { };
          name = attributes.name or "${attributes.pname}-${attributes.version}";
        in
        derivation (
          removeAttrs attributes [
            "env"
            "meta"
            "passthru"
          ]
          // {
            inherit name stdenv;
            system = attributes.system or system;
            builder = attributes.realBuilder or "/bin/bash";
            args = attributes.args or (args attributes);
            initialPath = [ "/usr" ];
            defaultNativeBuildInputs = [
              ./hooks/multiple-outputs.bash
              ./hooks/patch-shebangs.bash
              ./hooks/strip.bash
              ./hooks/man-pages.bash
              ./hooks/reproducible.bash
              tools.cc
            ];
            nativeBuildInputs = inputs (attributes.nativeBuildInputs or [ ]);
            buildInputs = inputs (attributes.buildInputs or [ ]);
            propagatedNativeBuildInputs = inputs (attributes.propagatedNativeBuildInputs or [ ]);
            propagatedBuildInputs = inputs (attributes.propagatedBuildInputs or [ ]);
            outputs = attributes.outputs or [ "out" ];
            patches = attributes.patches or [ ];
            configureFlags = attributes.configureFlags or [ ];
            strictDeps = attributes.strictDeps or false;
            doCheck = attributes.doCheck or false;
            doInstallCheck = attributes.doInstallCheck or false;
            __structuredAttrs = structured;
          }
          // (if structured then { env = environment; } else environment)
        );
    in
    tools // { inherit stdenv mkDerivation; };
in
makeStdenv (setup "stdenv" "loop.bash") (
  attributes: [
    "-e"
    ./builder/source-stdenv.bash
    (attributes.builder or ./builder/default-builder.bash)
  ]
)
// {
  # An environment as it was before runPhase: genericBuild is one loop, and a package's own builder
  # sources $stdenv/setup itself.
  old = makeStdenv (setup "stdenv-old" "phase.bash") (attributes: [
    "-e"
    (attributes.builder or ./builder/old-builder.bash)
  ]);
}
