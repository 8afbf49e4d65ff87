# cJSON from its upstream tarball: CMake with Ninja, and two outputs.
{
  stdenv ? import ../stdenv { },
}:
stdenv.mkDerivation {
  pname = "cjson";
  version = "1.7.15";
  src = import ../source.nix "cjson-1.7.15.tar.gz" "5308fd4bd90cef7aa060558514de6a1a4a0819974a26e6ed13973c5f624c24b2";

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
