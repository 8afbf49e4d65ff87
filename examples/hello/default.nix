# GNU hello from its upstream tarball: autoconf, make, and a test suite.
{
  stdenv ? import ../stdenv { },
}:
stdenv.mkDerivation {
  pname = "hello";
  version = "2.10";
  src = import ../source.nix "hello-2.10.tar.gz" "31e066137a962676e89f69d1b65382de95a7ef7d914b8cb956f41ea72e0f516b";

  enableParallelBuilding = true;
  doCheck = true;

  installPhase = ''
    runHook preInstall
    make install
    runHook postInstall
  '';
}
