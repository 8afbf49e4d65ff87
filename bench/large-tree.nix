# Builds a tree of 100 000 files in buildPhase; checkPhase changes one file of a hundred,
# installPhase writes every one anew.
{
  directories ? "1000",
}:
let
  stdenv = import ../examples/stdenv { };
in
stdenv.mkDerivation {
  name = "large-tree";
  dontUnpack = true;
  dontFixup = true;
  doCheck = true;
  buildPhase = ''
    for d in $(seq ${directories}); do
      mkdir -p tree/$((d % 10))/$d
      for f in $(seq 100); do echo "file $f of directory $d" > tree/$((d % 10))/$d/$f.c; done
    done
  '';
  checkPhase = ''
    for d in tree/*/*; do echo changed >> $d/50.c; done
  '';
  installPhase = ''
    for d in tree/*/*; do
      for f in $(seq 100); do echo "file $f of directory $d" > $d/$f.c; done
    done
    touch $out
  '';
}
