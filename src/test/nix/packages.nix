# Packages for the end-to-end tests: small, fast, and each about one thing that building phase by
# phase could get wrong. What a package saw goes into its output, so that two builds can be compared.
#
# `edit` is laid over the attributes of the package that is built. `old` takes the environment
# without runPhase.
{
  edit ? { },
  old ? false,
}:
let
  stdenvs = import ../../../examples/stdenv { };
  stdenv = if old then stdenvs.old else stdenvs;
  package =
    name: attributes: stdenv.mkDerivation ({ inherit name; } // attributes // edit);

  # No source: the build starts in an empty directory.
  bare = name: attributes: package name ({ dontUnpack = true; } // attributes);
  source = {
    src = ./source;
  };

  leaf = builtins.toFile "leaf" "a leaf\n";
  branch = builtins.toFile "branch" "a branch with ${leaf}\n";
in
import ./states.nix { inherit bare package; }
// import ./sights.nix {
  inherit bare package leaf branch;
  inherit (import ./tools.nix) teller;
}
// import ./files.nix { inherit bare package; }
// import ./refusals.nix { inherit bare; }
// import ./edits.nix { inherit package; }
// {
  # configure, make, make check, make install.
  plain = package "plain" (source // { doCheck = true; });

  wrapped = package "wrapped" (
    source
    // {
      nativeBuildInputs = [ stdenvs.makeWrapper ];
      postInstall = "wrapProgram $out/bin/greet --set GREETING hello --prefix PATH : $out/bin";
    }
  );

  patched = package "patched" (
    source
    // {
      patches = [ ./greeting.patch ];
      postPatch = "substituteInPlace greet.h --replace-fail hello 'good day'";
    }
  );

  # Outputs that name one another, without a cycle.
  outputs = package "outputs" (
    source
    // {
      outputs = [
        "out"
        "dev"
        "man"
      ];
      postInstall = ''
        echo "$man" > $out/share/manual
        echo "$out $man" > $dev/all
        ln -s $out/bin/greet $dev/greet
      '';
    }
  );

  # Outputs of which `out` is not the first, and one that is a single file.
  reordered = bare "reordered" {
    outputs = [
      "lib"
      "out"
      "note"
    ];
    buildPhase = "echo $lib $out $note > names";
    installPhase = ''
      mkdir -p $lib/lib $out
      echo a library > $lib/lib/library
      cp names $out/
      ln -s $lib/lib/library $out/library
      echo a note > $note
    '';
  };

  selfReference = bare "self-reference" {
    buildPhase = ''
      echo "$out" > self
      printf '%s\0%s' "''${out:11:20}" "''${out:31:12}" > halves
    '';
    installPhase = ''
      mkdir -p $out/bin
      cp self halves $out/
      ln -s $out/self $out/link
      ln -s $out $out/bin/top
      touch $out/$(basename $out)
    '';
  };

  # A library of one package in the next.
  user = package "user" {
    dontUnpack = true;
    buildInputs = [
      (stdenvs.mkDerivation {
        name = "library";
        inherit (source) src;
      })
    ];
    buildPhase = "type -P greet > where";
    installPhase = "mkdir $out; cp where $out/; greet > $out/said";
  };

  passAsFile = bare "pass-as-file" {
    passAsFile = [ "letter" ];
    letter = "first line\nsecond line of ${leaf}\n";
    buildPhase = "cp $letterPath before; basename $letterPath > name";
    installPhase = "mkdir $out; cp before name $out/; cp $letterPath $out/after";
  };

  structured = package "structured" (
    source
    // {
      __structuredAttrs = true;
      outputs = [
        "out"
        "man"
      ];
      env.COLOUR = "dark blue";
      words = [
        "one"
        "two words"
        ""
      ];
      table = {
        left = "l";
        right = "r r";
      };
      switch = true;
      number = 7;
      configureFlags = [ "--with-words=two words" ];
      postInstall = ''
        {
          printf '<%s>\n' "''${words[@]}" "$switch" "$number" "$COLOUR" "''${!outputs[@]}"
          printf '<%s>\n' "''${table[left]}" "''${table[right]}"
          tail -n 1 config.log
        } > $out/seen
      '';
    }
  );

  referencesGraph = bare "references-graph" {
    exportReferencesGraph = [
      "graph"
      branch
    ];
    buildPhase = "cp /build/graph before";
    installPhase = "mkdir $out; cp before $out/; cp /build/graph $out/after";
  };

  structuredGraph = bare "structured-graph" {
    __structuredAttrs = true;
    exportReferencesGraph.graph = [ branch ];
    installPhase = "mkdir $out; cp \"$NIX_ATTRS_JSON_FILE\" $out/attributes";
  };

  fixedFile = bare "fixed-file" {
    outputHashMode = "flat";
    outputHashAlgo = "sha256";
    outputHash = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
    installPhase = "echo hello > $out";
    dontFixup = true;
  };

  fixedTree = bare "fixed-tree" {
    outputHashMode = "recursive";
    outputHashAlgo = "sha256";
    outputHash = "sha256-b+6jBw2RBmasNvyQ16XArQvQRb9rayBkDpatuZa0g4Q=";
    installPhase = "mkdir -p $out/bin; echo hello > $out/bin/hello";
    dontFixup = true;
  };

  # Builders that call genericBuild themselves, in either manner.
  ownBuilder = bare "own-builder" {
    builder = if old then ./own-old-builder.bash else ./own-builder.bash;
  };

  buildCommand = package "build-command" {
    buildCommand = "mkdir $out; echo $name > $out/name; echo $PWD > $out/directory";
  };

  buildCommandFile = package "build-command-file" {
    passAsFile = [ "buildCommand" ];
    buildCommand = "mkdir $out; basename $buildCommandPath > $out/file";
  };

  phasesList = package "phases-list" (
    source
    // {
      phases = [
        "unpackPhase"
        "countPhase"
        "installPhase"
      ];
      countPhase = "wc -l greet.in > count";
      installPhase = "mkdir $out; cp count $out/";
    }
  );

  # Phases before and after the usual ones, and hooks that the setup script's arrays hold.
  extraPhases = bare "extra-phases" {
    prePhases = [ "firstPhase" ];
    preInstallPhases = [ "weighPhase" ];
    postPhases = [ "lastPhase" ];
    firstPhase = ''
      postInstallHooks+=(sayIt 'echo text >> $out/hooks')
      sayIt() { echo function >> $out/hooks; }
    '';
    weighPhase = "weighed=yes";
    installPhase = "mkdir $out; echo $weighed > $out/weighed; runHook postInstall";
    lastPhase = "echo last > $out/last";
  };

  # More layers than an overlay is mounted with in daily life.
  longChain =
    let
      numbers = builtins.genList (n: n) 110;
      count = n: "count${toString n}Phase";
    in
    package "long-chain" (
      {
        phases = map count numbers ++ [ "installPhase" ];
        installPhase = "mkdir $out; cat n* > $out/sum; rm n50; ls > $out/files";
      }
      // builtins.listToAttrs (
        map (n: {
          name = count n;
          value = "echo ${toString n} > n${toString n}; last=${toString n}";
        }) numbers
      )
    );
}
