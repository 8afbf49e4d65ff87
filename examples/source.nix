# The tarball of that name which fetch-sources puts into examples/sources, checked by the digest that
# sources.txt has for it.
name:
let
  digest = builtins.match ".*([0-9a-f]{64}) ${name} .*" (builtins.readFile ./sources.txt);
  path = ./sources + "/${name}";
in
if builtins.pathExists path then
  builtins.path {
    inherit name path;
    sha256 = builtins.head digest;
    recursive = false;
  }
else
  throw "examples/sources/${name} is not there; run examples/fetch-sources first"
