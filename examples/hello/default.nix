# GNU hello from its upstream tarball: autoconf, make, and a test suite.
{
  stdenv ? import ../stdenv { },
}:
stdenv.mkDerivation {
  pname = "hello";
  version = "2.10";
  src = import ../source.nix "hello-2.10.tar.gz";

  enableParallelBuilding = true;
  doCheck = true;

  installPhase = ''
    runHook preInstall
    make install
    runHook postInstall
  '';
}
