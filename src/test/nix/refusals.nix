# Builds that must not succeed.
{ bare }:
{
  failing = bare "failing" {
    buildPhase = "echo built > built; kept=value";
    installPhase = "mkdir $out; echo half > $out/half; echo about to fail; false; echo never";
  };
  failureHook = bare "failure-hook" {
    buildPhase = "echo output of the phase; exit 7";
    failureHook = "echo the hook saw $exitCode";
  };
  # Success in spite of failure, because the package asks for it.
  succeedOnFailure = bare "succeed-on-failure" {
    succeedOnFailure = true;
    buildPhase = "mkdir $out; exit 3";
  };
  # A command dies of a signal; the builder itself, process 1, cannot kill itself.
  killed = bare "killed" { buildPhase = "bash -c 'kill -KILL $$'"; };
  endless = bare "endless" { buildPhase = "touch begun; echo waiting; sleep 1000"; };
  unknownCommand = bare "unknown-command" { buildPhase = "no-such-command"; };
  syntaxError = bare "syntax-error" { buildPhase = "if true; then"; };
  noSource = bare "no-source" { dontUnpack = false; };

  # Every phase succeeds and Nix refuses the result.
  missingOutput = bare "missing-output" {
    outputs = [
      "out"
      "dev"
    ];
    installPhase = "mkdir $out";
    dontFixup = true;
  };
  cycle = bare "cycle" {
    outputs = [
      "out"
      "lib"
    ];
    installPhase = "echo $lib > $out; echo $out > $lib";
    dontFixup = true;
  };
  disallowed = bare "disallowed" {
    disallowedReferences = [ "out" ];
    installPhase = "echo $out > $out";
  };
  wrongHash = bare "wrong-hash" {
    outputHashMode = "flat";
    outputHashAlgo = "sha256";
    outputHash = "0000000000000000000000000000000000000000000000000000000000000000";
    installPhase = "echo hello > $out";
    dontFixup = true;
  };
  specialFile = bare "special-file" { installPhase = "mkdir $out; mkfifo $out/pipe"; };
  writableOutput = bare "writable-output" {
    installPhase = "mkdir $out; chmod 777 $out";
    dontFixup = true;
  };

  otherSystem = bare "other-system" { system = "riscv32-linux"; };
  noBuilder = bare "no-builder" { realBuilder = "/no/such/builder"; };
}
