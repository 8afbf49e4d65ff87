# Packages that need each other: app needs lib, mid and a tool; mid needs lib.
{
  libEdit ? { },
  appEdit ? { },
}:
let
  stdenv = import ../../../examples/stdenv { };
  make =
    name: attributes: stdenv.mkDerivation ({ inherit name; dontUnpack = true; } // attributes);
in
rec {
  lib = make "lib-1.0" (
    {
      outputs = [ "out" "dev" ];
      buildPhase = "echo 'one library' > library";
      installPhase = "mkdir $out $dev; cp library $out/; echo $out > $dev/where";
    }
    // libEdit
  );
  mid = make "mid-1.0" { installPhase = "mkdir $out; cat ${lib.dev}/where > $out/mid"; };
  tool = make "tool-1.0" { installPhase = "mkdir $out; echo tool > $out/tool"; };
  app = make "app-1.0" (
    {
      libraries = "${lib}/library ${lib.dev}/where ${mid}/mid ${tool}/tool";
      buildPhase = "cat $libraries > built";
      installPhase = "mkdir $out; cp built $out/built; echo $out >> $out/built";
    }
    // appEdit
  );
}
