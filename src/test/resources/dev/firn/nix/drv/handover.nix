# Derivations whose builder copies out what Nix handed it.
let
  make = attrs: derivation ({
    system = builtins.currentSystem;
    builder = "/bin/bash";
    args = [ "-c" copyOut "third argument" "" "$out" ];
  } // attrs);
  copyOut = ''
    if [ -e /build/.attrs.sh ]; then
      . /build/.attrs.sh
      out=''${outputs[out]} dev=''${outputs[dev]-}
    fi
    export PATH=/bin:/usr/bin
    mkdir $out
    cp -r /build $out/build
    cat /proc/1/environ > $out/environ
    cat /proc/1/cmdline > $out/cmdline
    if [ -n "''${dev-}" ]; then touch $dev; fi
  '';
  text = builtins.toFile "note.txt" "a text\n";
  lower = make { name = "lower-1.0"; args = [ "-c" "echo $out > $out" ]; };
  upper = make { name = "upper-1.0"; args = [ "-c" "echo ${lower} ${text} > $out" ]; };
  odd = "quote ' double \" back \\ dollar $x tick ` tab \t line\nbell ${builtins.fromJSON "\"\\u0007 \\u001f \\u007f\""} ä€";
in
{
  plain = make {
    name = "plain-1.0";
    outputs = [ "out" "dev" ];
    inherit odd;
    HOME = "/mine";
    TMPDIR = "/not-mine";
    TERM = "dumb";
    NIX_BUILD_TOP = "/nowhere";
    empty = "";
    yes = true;
    no = false;
    number = 12;
    list = [ 1 "two" true ];
    self = "${builtins.placeholder "dev"}/lib and ${builtins.placeholder "out"}";
    passAsFile = [ "long" "self2" "absent" ];
    long = odd;
    self2 = "in a file: ${builtins.placeholder "out"}";
    impureEnvVars = [ "HOME" ];
  };

  graph = make {
    name = "graph-1.0";
    exportReferencesGraph = [ "one" upper "two-2.x_y" "${upper}" "drvs" upper.drvPath ];
  };

  structured = make {
    name = "structured-1.0";
    __structuredAttrs = true;
    outputs = [ "out" "dev" ];
    inherit odd;
    "not-a-name" = "x";
    "1st" = "x";
    _ok1 = "x";
    emptyString = "";
    emptyList = [ ];
    emptySet = { };
    nothing = null;
    yes = true;
    no = false;
    int = 42;
    negative = -7;
    large = 5000000000;
    larger = 9223372036854775807;
    whole = 2.0;
    half = 1.5;
    tiny = 0.000012345;
    huge = 1.0e25;
    list = [ 1 "two" true false null "it's" ];
    nestedList = [ [ 1 ] ];
    numbers = [ 1 2.5 ];
    set = { b = "2"; a = 1; "with space" = "it's"; no = false; };
    nestedSet = { a = { b = 1; }; };
    "clé" = "é";
    self = "${builtins.placeholder "dev"}/lib";
    passAsFile = [ "odd" ];
    PATH = "/mine";
  };

  structuredGraph = make {
    name = "structured-graph-1.0";
    __structuredAttrs = true;
    exportReferencesGraph.one = upper;
    exportReferencesGraph.both = [ lower text ];
    exportReferencesGraph.drvs = [ upper.drvPath ];
  };

  # Fails after showing its environment, because the content of a fixed output is fixed.
  fixed = make {
    name = "fixed-1.0.tar";
    args = [ "-c" "echo ENV:$(/usr/bin/base64 -w0 /proc/1/environ); exit 1" ];
    outputHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    outputHashAlgo = "sha256";
    outputHashMode = "flat";
    impureEnvVars = [ "FIRN_TEST_SET" "FIRN_TEST_UNSET" ];
  };

  fixedStructured = make {
    name = "fixed-structured-1.0";
    __structuredAttrs = true;
    args = [ "-c" "echo ENV:$(/usr/bin/base64 -w0 /proc/1/environ); exit 1" ];
    outputHash = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    outputHashAlgo = "sha1";
    outputHashMode = "recursive";
    impureEnvVars = [ "FIRN_TEST_SET" "FIRN_TEST_UNSET" ];
  };
}
