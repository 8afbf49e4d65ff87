# What a phase can see, and what it says when it cannot.
{
  bare,
  package,
  leaf,
  branch,
  teller,
}:
{
  # Children say what they have. Their words are nothing to the phase's own code.
  sighted = bare "sighted" {
    seen = leaf;
    buildPhase = ''
      bash -c '\compgen -e' > variables
      bash -c 'cd /nix && ls store' > inputs
      bash -c 'echo "$greeting"' > greeting
    '';
    greeting = "hello";
    installPhase = ''
      mkdir $out
      cp variables inputs greeting $out/
      echo ${branch} > $out/branch
    '';
  };

  # Comes to a function and a variable by names that are written nowhere.
  dynamic = bare "dynamic" {
    preBuild = "helper() { echo $1 > made; }";
    buildPhase = ''
      runHook preBuild
      printf substitute > name
      printf InPlace >> name
      echo good day > text
      "$(cat name)" text --replace-fail good 'a good'
      cp text made
    '';
    installPhase = "mkdir $out; cp made $out/";
  };

  # A script of the source reads a variable of the environment that is stdenv's otherwise.
  asked = bare "asked" {
    unpackPhase = ''
      mkdir source
      sourceRoot=source
      echo 'echo "flags: $installFlags" > $1' > source/ask
    '';
    dontUnpack = false;
    installFlags = [ "one" ];
    buildPhase = "sh ./ask answer";
    installPhase = "mkdir $out; cp answer $out/";
  };

  # A hook of its own comes to a variable by a name that is written nowhere.
  told = bare "told" {
    nativeBuildInputs = [ teller ];
    installFlags = [ "one" ];
    buildPhase = "runHook preBuild";
    installPhase = "mkdir $out; cp told $out/";
  };

  # Does twice what it did, in files and in state.
  rewriting = bare "rewriting" {
    patchPhase = ''
      runHook prePatch
      echo text > text
      touch -d '2000-01-01' old
      temporary=$(mktemp -t patching.XXXXXXXXXX)
      rm "$temporary"
      runHook postPatch
    '';
    buildPhase = "cp text built; stat -c %Y old > time";
    installPhase = ''
      temporary=$(mktemp -t x.installing.XXXXXXXXXX)
      rm "$temporary"
      mkdir $out; cp built time $out/
    '';
  };

  # Reads the list of exported variables in the ways of a test.
  dumped = bare "dumped" {
    buildPhase = "echo built > built";
    installPhase = "cp built $out";
  };
}
