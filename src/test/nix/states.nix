# What one phase leaves in the shell for the next.
{ bare, package }:
{
  leaks = bare "leaks" {
    prePhases = [ "leakPhase" ];
    leakPhase = ''
      plain='two words'
      export exported=$'tab\tline\nend'
      bytes=$'\001\177\303\251\377'
      list=(a 'b c' "" [7]=far)
      declare -gA table=([key]=value ['two words']='a ] b' [@]=at)
      declare -gi number=40
      declare -gr fixed=for-good
      declare -gu shout=loud
      declare -gn alias_of=plain
      declare -ga nothing
      tell() { echo "told $1 $(( number + 2 ))"; }
      passed() { echo passed on; }
      export -f passed
      trap 'echo caught >> /build/signals' USR1
      umask 027
      mkdir deep
      cd deep
      pushd /tmp > /dev/null
      shopt -s extglob dotglob
      set +o pipefail
      alias twice='echo again'
      IFS=:
      set -- one 'two words'
      ulimit -S -n 100
      hash -r
    '';
    buildPhase = ''
      IFS=$' \t\n'
      number+=1
      kill -USR1 $$
    '';
    # Variables that a phase declares local end with it.
    checkPhase = "local gone=1; declare gone_too=1; kept=1";
    doCheck = true;
    installPhase = ''
      mkdir $out
      {
        printf '%q\n' "$plain" "$exported" "$bytes" "''${list[@]}" "''${!list[@]}" "$number" "$fixed"
        printf '%q\n' "''${table[key]}" "''${table['two words']}" "$shout" "$alias_of"
        printf '%q\n' "$kept" "''${gone-unset}" "''${gone_too-unset}"
        declare -p nothing list table
        tell me
        bash -c passed
        umask
        pwd
        dirs
        shopt extglob dotglob nullglob inherit_errexit || true
        shopt -o pipefail errexit || true
        alias
        trap -p USR1
        ulimit -S -n
        cat /build/signals
      } > $out/state
      umask 022
    '';
  };

  # Exit traps: the environment's own, one that a package sets, hooks at the end.
  exitTrap = bare "exit-trap" {
    buildPhase = "trap 'echo $? > $out/trapped' EXIT";
    installPhase = "mkdir $out";
  };
  exitHooks = bare "exit-hooks" {
    buildPhase = "exitHooks+=('echo hook >> $out/ended')";
    exitHook = "echo own >> $out/ended";
    installPhase = "mkdir $out";
  };

  # `exit 0` ends the build with success, whatever phases would come.
  exitEarly = bare "exit-early" {
    buildPhase = "mkdir $out; echo early > $out/early; exit 0";
    installPhase = "echo never > $out/late";
  };

  # `return` leaves the phase and what runPhase does after it: after unpackPhase, entering sourceRoot.
  # In the old environment it leaves genericBuild, which ends the build.
  returnInPhase = package "return-in-phase" {
    unpackPhase = "mkdir tree; sourceRoot=tree; return; exit 1";
    buildPhase = "pwd > /build/seen; return 0; exit 1";
    installPhase = "mkdir $out; cp /build/seen $out/";
  };

  localsInHooks = bare "locals-in-hooks" {
    preBuild = "declare -a inner=(1); declare -ga outer=(2); assigned=3";
    buildPhase = "runHook preBuild; echo \"\${inner-none} \${outer-none} \${assigned-none}\" > seen";
    installPhase = "mkdir $out; echo \"\${inner-none} \${outer-none} \${assigned-none}\" | cat seen - > $out/seen";
  };

  # A phase that decides what a later one is, as the hooks of Meson do.
  choosingPhase = bare "choosing-phase" {
    configurePhase = ''
      if [[ ''${checkPhase-someCheckPhase} == someCheckPhase ]]; then checkPhase=otherCheckPhase; fi
      otherCheckPhase() { echo other >> checks; }
      doCheck=1
      prependToVar makeFlags from-configure
    '';
    buildPhase = "echo $makeFlags > flags";
    installPhase = "mkdir $out; cp flags checks $out/";
  };

  phaseFunctions = bare "phase-functions" {
    preConfigure = "buildPhase() { echo function of $curPhase > made; }";
    installPhase = "mkdir $out; cp made $out/";
  };

  # What cannot be taken from one process to the next.
  background = bare "background" {
    buildPhase = ''
      mkfifo question answer
      while read -r word < question; do echo "heard $word" > answer; done &
      listener=$!
    '';
    installPhase = ''
      mkdir $out
      echo hello > question
      cat answer > $out/answer
      kill $listener
    '';
  };
  openFile = bare "open-file" {
    buildPhase = "echo one > notes; exec 7>> notes; echo two >&7; exec 8< notes; read -r -u 8 first";
    installPhase = "echo three >&7; mkdir $out; cat <&8 > $out/rest; cp notes $out/";
  };
  posixMode = bare "posix-mode" {
    buildPhase = "set -o posix";
    installPhase = "set +o posix; mkdir $out; echo done > $out/done";
  };
  lostDirectory = bare "lost-directory" {
    buildPhase = "mkdir gone; cd gone; rmdir /build/gone";
    installPhase = "cd /build; mkdir $out; echo done > $out/done";
  };
  detached = bare "detached" {
    buildPhase = "setsid sleep 1000 > /dev/null 2>&1 < /dev/null &";
    installPhase = "mkdir $out; echo done > $out/done";
  };
}
