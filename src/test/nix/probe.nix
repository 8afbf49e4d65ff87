# Derivations that tell what their builder can see and do: see probe.pl.
let
  input = derivation {
    name = "probed-input";
    system = builtins.currentSystem;
    builder = "/bin/sh";
    args = [ "-c" "mkdir $out; echo kept > $out/kept" ];
    PATH = "/bin:/usr/bin";
  };
  probe =
    attributes:
    derivation (
      {
        name = "probe";
        system = builtins.currentSystem;
        builder = "/usr/bin/perl";
        args = [ ./probe.pl "an argument" "" "sp\ncial *" ];
        inherit input;
        text = "of the\nattribute";
      }
      // attributes
    );
in
{
  plain = probe { };
  overriding = probe { HOME = "/own"; PATH = "/bin"; TMPDIR = "/own"; NIX_BUILD_CORES = "77"; TERM = "own"; PWD = "/own"; };
  files = probe { passAsFile = [ "text" ]; exportReferencesGraph = [ "graph" input ]; };
  # Its content is known, so the report goes into the log.
  fixed = probe {
    report = "log";
    impureEnvVars = [ "http_proxy" "PROBED" ];
    outputHashMode = "flat";
    outputHash = "sha256-WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgM=";
  };
  structured = probe { __structuredAttrs = true; list = [ 1 "a b" ]; set = { a = true; b = null; }; exportReferencesGraph.graph = [ input ]; };
}
