# cJSON from its upstream tarball: CMake with Ninja, and two outputs.
{
  stdenv ? import ../stdenv { },
}:
stdenv.mkDerivation {
  pname = "cjson";
  version = "1.7.15";
  src = import ../source.nix "cjson-1.7.15.tar.gz";

  outputs = [
    "out"
    "dev"
  ];
  nativeBuildInputs = [
    stdenv.cmake
    stdenv.ninja
  ];
  cmakeFlags = [ "-DENABLE_CJSON_TEST=On" ];
  doCheck = true;
}
