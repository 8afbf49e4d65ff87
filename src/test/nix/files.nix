# What one phase leaves in the file system for the next.
{ bare, package }:
{
  hardLinks = bare "hard-links" {
    buildPhase = "echo one > a; ln a b; ln a c";
    checkPhase = "echo two >> b; stat -c '%n %h' a b c > counts";
    doCheck = true;
    installPhase = ''
      mkdir $out
      cp a b c counts $out/
      echo three > $out/x
      ln $out/x $out/y
      if ln a $out/linked; then echo linked > $out/how; else echo refused > $out/how; fi
    '';
    # $out and the build directory are different mounts.
    postFixup = "echo four >> $out/y; stat -c '%n %h' $out/x >> $out/counts";
  };

  # Directories of an earlier phase renamed: by mv, which copes with a refusal, and by rename(2).
  movedDirectory = bare "moved-directory" {
    buildPhase = "mkdir -p tree/below; echo leaf > tree/below/leaf";
    installPhase = "mv tree moved; mkdir $out; cp -r moved $out/; ls > $out/left";
  };
  renamedDirectory = bare "renamed-directory" {
    buildPhase = "mkdir -p tree/below; echo leaf > tree/below/leaf";
    checkPhase = ''perl -e 'rename("tree", "renamed") or die "rename: $!\n"' '';
    doCheck = true;
    installPhase = "mkdir $out; cp -r renamed $out/; ls > $out/left";
  };
  renamedOutput = bare "renamed-output" {
    installPhase = "mkdir -p $out/lib64; echo x > $out/lib64/x";
    postFixup = "mv $out/lib64 $out/lib; mv $out/lib/x $out/lib/y";
  };

  # Everything else that a later phase may do over the files of an earlier one.
  changes = bare "changes" {
    buildPhase = ''
      mkdir -p replaced/old emptied kept 'odd
      name'
      echo old > replaced/old/file
      echo x > emptied/file
      echo kept > kept/file
      echo appended > grown
      echo mode > mode
      truncate -s 1M sparse
      printf data >> sparse
      ln -s kept/file link
      ln -s nowhere dangling
      mkfifo pipe
      touch -d '2001-02-03 04:05:06.123456789 UTC' kept/file
      touch -h -d '2002-02-03 04:05:06.987654321 UTC' link
      touch -d '2003-02-03 04:05:06.5 UTC' kept
    '';
    checkPhase = ''
      rm -r replaced; mkdir replaced; echo new > replaced/file
      rm emptied/file pipe
      echo more >> grown
      chmod 751 mode
      ln -sfn kept link2
      rm dangling; mkdir dangling
    '';
    doCheck = true;
    installPhase = ''
      mkdir $out
      find . ! -type d ! -name env-vars -printf '%P %y %m %n %l %s\n' | LC_ALL=C sort > $out/tree
      find . -type d -printf '%P %m\n' | LC_ALL=C sort > $out/directories
      stat -c '%n %y' kept kept/file link > $out/times
      (( $(stat -c %b sparse) < 64 )) && echo sparse > $out/sparse
      cat replaced/file grown > $out/text
    '';
  };

  # Times decide what make makes: nothing in checkPhase and installPhase that buildPhase has made.
  upToDate = package "up-to-date" {
    src = ./source;
    postBuild = "make -q";
    doCheck = true;
    preCheck = "make -q";
    preInstall = "make -q; make -q -t";
    postInstall = "test $(wc -l < made) = 1";
  };

  # What Nix does to an output afterwards: modes, times, empty directories, odd names.
  canonical = bare "canonical" {
    installPhase = ''
      mkdir -p $out/empty $out/'two words'
      echo x > $out/private; chmod 600 $out/private
      echo x > $out/script; chmod 751 $out/script
      chmod 700 $out/empty
      ln -s ../elsewhere $out/link
      printf 'name\n' > $out/$'new\nline'
      printf 'byte\n' > $out/$'byte\377'
      touch -d 2001-01-01 $out/private
    '';
  };

  temporary = bare "temporary" {
    buildPhase = "echo x > /tmp/kept; echo y > $TMPDIR/here; mktemp -u > name";
    installPhase = "mkdir $out; cat /tmp/kept here > $out/both; dirname $(cat name) > $out/where";
  };

  # The sandbox as a builder sees it, in two phases, to be compared with Nix's own.
  view = bare "view" {
    preBuildPhases = [ "looksPhase" ];
    looksPhase = ''
      look() {
        local screen=none
        if [[ -t 1 && -t 2 && ! -t 0 ]]; then screen=terminal; fi
        {
          echo "process $$, $screen"
          readlink /proc/$$/fd/0
          id; pwd; umask; hostname; ulimit -c
          compgen -e | grep -v '^OLDPWD$' | LC_ALL=C sort
          printf '%s\n' "$HOME" "$TMPDIR" "$NIX_BUILD_TOP" "$NIX_STORE" "$NIX_LOG_FD" "$TERM" "$PWD"
          stat -c '%n %a %F' /build /tmp /nix/store /dev/shm /proc
          # That the builder may not write there is by owner or by mode.
          stat -c '%n %A' / /nix /dev /etc | sed 's/rwx/r-x/'
          for place in / /nix /dev /etc; do
            if [[ -w $place ]]; then echo $place is writable; fi
          done
          LC_ALL=C ls / /dev /etc
          cat /etc/passwd /etc/group /etc/hosts
          grep -E '^(CapEff|CapPrm|NoNewPrivs|Seccomp:|Uid|Gid|Groups)' /proc/self/status
          cat /proc/self/personality /proc/sys/kernel/domainname
          cut -d: -f1 /proc/net/dev | tail -n +3
          echo /nix/store/*
          if [[ -w /nix/store ]]; then echo the store is writable; fi
          if touch $stdenv/x 2> /dev/null; then echo an input is writable; fi
          if chmod u+s env-vars; then echo setuid is possible; fi
          if ln env-vars /nix/store/x; then echo one file system; fi
        } > $1 2>&1
      }
    '';
    buildPhase = "look first";
    installPhase = "look second; mkdir $out; cp first second $out/";
  };
}
