# Derivations of unusual kinds: what Nix makes of each, firn makes of it too.
let
  make =
    name: script: more:
    derivation (
      {
        inherit name;
        system = builtins.currentSystem;
        builder = "/bin/bash";
        args = [ "-ec" script ];
        PATH = "/bin:/usr/bin";
      }
      // more
    );
  # The hash of "hello" and a newline.
  hello = {
    outputHashMode = "flat";
    outputHash = "sha256-WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgM=";
  };
  floating = {
    __contentAddressed = true;
    outputHashMode = "recursive";
    outputHashAlgo = "sha256";
  };
  leaf = make "leaf" "echo leaf > $out" { };
in
{
  # More than Linux passes in one variable.
  long = make "long" "echo > $out" { text = builtins.concatStringsSep "" (builtins.genList (_: "0123456789abcdef") 65536); };
  noOut = make "no-out" "echo $bin > $lib; mkdir $bin; ln -s nowhere $bin/link" { outputs = [ "lib" "bin" ]; };
  file = make "file" "echo $out > $out; chmod +x $out" { };
  link = make "link" "ln -s /nix/store/nowhere $out" { };
  imported = make "imported" "echo '${builtins.readFile leaf}' > $out" { };
  narrow = make "narrow" "uname -m > $out" { system = "i686-linux"; };
  graphOfDerivation = make "graph" "sort /build/graph > $out" { exportReferencesGraph = [ "graph" leaf.drvPath ]; };
  fetched = make "fetched" "(exec 3<>/dev/tcp/127.0.0.1/$PORT; cat <&3) > $out" (hello // { impureEnvVars = [ "PORT" ]; });
  fetchedByMd5 = make "md5" "echo hello > $out" { outputHashMode = "flat"; outputHashAlgo = "md5"; outputHash = "b1946ac92492d2347c6235b4d2611184"; };
  outside = make "outside" "head -c 5 /etc/os-release > $out" { __noChroot = true; };
  hostPath = make "host-path" "head -c 5 /etc/os-release > $out" { __impureHostDeps = [ "/etc/os-release" ]; };
  floating = make "floating" "echo $out > $out" floating;
  deferred = make "deferred" "cat ${make "floating" "echo $out > $out" floating} > $out" { };
  oddName = make "odd-name" "echo > $out" { "a=b" = "x"; };
  recursive = make "recursive" "nix-build" { requiredSystemFeatures = [ "recursive-nix" ]; };
  needsHint = make "needs-hint" "cat ${make "hinted" "cat /hints/os-release > $out" { now = builtins.currentTime; }} > $out" { };
  inputFails = make "input-fails" "cat ${make "broken-input" "echo why it fails; exit 4" { }}" { };
}
