# The tarball of that name which fetch-sources puts into examples/sources, checked by its digest.
name: sha256:
if builtins.pathExists (./sources + "/${name}") then
  builtins.path {
    inherit name sha256;
    path = ./sources + "/${name}";
    recursive = false;
  }
else
  throw "examples/sources/${name} is not there; run examples/fetch-sources first"
