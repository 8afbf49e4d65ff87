# The package of bench/faults: every kind of step and of change to files, in about two seconds. Each
# argument is which text a phase has; `patch` 1 differs from 0 by a comment only, with 2 the phase
# cannot be parted from the next one, and with `build` 3 the build fails.
{
  unpack ? 0,
  patch ? 0,
  build ? 0,
  install ? 0,
  fixup ? 0,
}:
(import ../examples/stdenv { }).mkDerivation {
  name = "faulty";
  unpackPhase = ''
    mkdir -p src/old src/keep
    for n in {1..20}; do echo "file $n of ${toString unpack}" > src/f$n; done
    sleep 0.1
    ln src/f1 src/hard
    ln src/f2 src/old/hard
    ln -s f3 src/link
    head -c 200000 /dev/zero | tr '\0' ${toString unpack} > src/big
    sleep 0.05
    : > src/keep/one
    cd src
  '';
  patchPhase =
    if patch == 2 then
      ''
        exec 7> open
        echo first >&7
        mv old older
        sleep 0.1
        echo patched >> f1
      ''
    else
      ''
        # text ${toString patch}
        echo patched >> f5
        rm f6
        sleep 0.1
        rm -r keep
        mkdir keep
        echo new > keep/new
      '';
  buildPhase = ''
    for n in {1..6}; do
      cat f* big | sha256sum >> made
      sleep 0.05
      cp big big$n
    done
    mv big1 moved
    ln moved again
    built=${toString build}
    ${if build == 3 then "exit 1" else "echo ${toString build} > built"}
  '';
  installPhase = ''
    mkdir -p $out/bin $out/share
    cp -a . $out/share/all
    sleep 0.1
    printf '#!/bin/sh\necho ${toString install} %s\n' "$built" > $out/bin/tell
    chmod +x $out/bin/tell
    ln $out/bin/tell $out/bin/tell-again
    rm big2
  '';
  postFixup = "sleep 0.05; echo ${toString fixup} > $out/fixed";
}
