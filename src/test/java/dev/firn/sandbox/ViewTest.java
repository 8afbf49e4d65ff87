package dev.firn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a program sees. Compared with a builder under `nix-build`; differences are said where
/// they are.
class ViewTest {

    @TempDir(deletionStrategy = WholeTree.class)
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.firn.sandbox.Caller#all")
    void processIsTheBuildUserWithoutPrivileges(Caller caller) throws Exception {
        String script =
                """
                id; echo pid $$
                grep -E '^(Cap|NoNewPrivs|Seccomp:|Umask|SigBlk)' /proc/self/status
                echo personality $(cat /proc/self/personality); ulimit -S -c; pwd
                hostname=$(</proc/sys/kernel/hostname); echo $hostname
                cat /proc/sys/kernel/domainname
                """;
        assertThat(caller.run(directory, script))
                .isEqualTo(
                        """
                        uid=1000(nixbld) gid=100(nixbld) groups=100(nixbld)
                        pid 1
                        Umask:\t0022
                        SigBlk:\t0000000000000000
                        CapInh:\t0000000000000000
                        CapPrm:\t0000000000000000
                        CapEff:\t0000000000000000
                        CapBnd:\t0000000000000000
                        CapAmb:\t0000000000000000
                        NoNewPrivs:\t1
                        Seccomp:\t2
                        personality 00040000
                        0
                        /build
                        localhost
                        (none)
                        Exited[code=0]""");
    }

    @ParameterizedTest
    @MethodSource("dev.firn.sandbox.Caller#all")
    void filesAreThoseOfABuilder(Caller caller) throws Exception {
        String script =
                """
                stat -c '%A %n' /* /etc/* | grep -vE ' /(bin|lib|lib64|usr)$'
                (cd /dev; stat -c '%A %N' *)
                stat -c '%A %U:%G' /
                stat -c '%A %n' /nix/store /nix/store/*; cat /nix/store/one/bin/tool /nix/store/two
                stat -f -c '%T' /dev/shm /proc; cat /etc/passwd
                test / -nt /bin && echo newer
                """;
        assertThat(caller.run(directory, script))
                .isEqualTo(
                        """
                        drwx------ /build
                        drwxr-xr-x /dev
                        dr-xr-xr-x /etc
                        drwxr-xr-x /nix
                        dr-xr-xr-x /proc
                        drwxrwxrwx /tmp
                        -rw-r--r-- /etc/group
                        -rw-r--r-- /etc/hosts
                        -rw-r--r-- /etc/passwd
                        lrwxrwxrwx 'fd' -> '/proc/self/fd'
                        crw-rw-rw- 'full'
                        crw-rw-rw- 'null'
                        lrwxrwxrwx 'ptmx' -> '/dev/pts/ptmx'
                        drwxr-xr-x 'pts'
                        crw-rw-rw- 'random'
                        drwxrwxrwt 'shm'
                        lrwxrwxrwx 'stderr' -> '/proc/self/fd/2'
                        lrwxrwxrwx 'stdin' -> '/proc/self/fd/0'
                        lrwxrwxrwx 'stdout' -> '/proc/self/fd/1'
                        crw-rw-rw- 'tty'
                        crw-rw-rw- 'urandom'
                        crw-rw-rw- 'zero'
                        drwxr-x--- nixbld:nixbld
                        drwxr-xr-x /nix/store
                        drwxr-xr-x /nix/store/one
                        -rw-r--r-- /nix/store/two
                        a tool
                        a file
                        tmpfs
                        proc
                        root:x:0:0:Nix build user:/build:/noshell
                        nixbld:x:1000:100:Nix build user:/build:/noshell
                        nobody:x:65534:65534:Nobody:/:/noshell
                        newer
                        Exited[code=0]""");
    }

    @ParameterizedTest
    @MethodSource("dev.firn.sandbox.Caller#all")
    void terminalIsRawAndNobodysControllingTerminal(Caller caller) throws Exception {
        String script =
                """
                test -t 1 && test -t 2 && echo terminal
                stty size <&2
                stty -a <&2 | grep -oE -- '-?(opost|echo|icanon|isig)\\b' | sort
                for fd in /proc/1/fd/*; do test ! -e $fd || echo ${fd##*/}; done
                grep flags /proc/self/fdinfo/1; readlink /proc/self/fd/0
                (: </dev/tty) 2>/dev/null || echo no tty
                read -r _ _ _ _ group session tty _ </proc/1/stat; echo $group $session $tty
                """;
        assertThat(caller.run(directory, script))
                .isEqualTo(
                        """
                        terminal
                        0 0
                        -echo
                        -icanon
                        -isig
                        -opost
                        0
                        1
                        2
                        flags:\t0100002
                        /dev/null
                        no tty
                        1 1 0
                        Exited[code=0]""");
    }

    @ParameterizedTest
    @MethodSource("dev.firn.sandbox.Caller#all")
    void environmentIsExactlyTheGivenOne(Caller caller) throws Exception {
        assertThat(caller.run(directory, "tr '\\0' '\\n' </proc/1/environ | LC_ALL=C sort"))
                .isEqualTo(
                        """
                        HOME=/homeless-shelter
                        PATH=/usr/bin:/bin
                        PWD=/build
                        Exited[code=0]""");
    }

    @ParameterizedTest
    @MethodSource("dev.firn.sandbox.Caller#all")
    void networkIsALoopbackDevice(Caller caller) throws Exception {
        String script =
                """
                tail -n +3 /proc/net/dev | cut -d: -f1
                (: </dev/tcp/127.0.0.1/9) 2>&1 | grep -om1 refused
                (: </dev/tcp/192.0.2.1/9) 2>&1 | grep -om1 unreachable
                """;
        assertThat(caller.run(directory, script))
                .isEqualTo("    lo\nrefused\nunreachable\nExited[code=0]");
    }

    @ParameterizedTest
    @MethodSource("dev.firn.sandbox.Caller#all")
    void nothingCanBeChangedOutsideTheOverlay(Caller caller) throws Exception {
        String script =
                """
                exec 2>&1; export LC_ALL=C
                chmod 777 / /etc /etc/passwd /dev /nix; rm /etc/hosts; ln -s x /dev/x
                mkdir /homeless-shelter; mkdir /nix/x; touch /etc/x
                echo >> /etc/passwd; echo x > /nix/store/one/bin/tool; chmod 777 /nix/store/one
                rm /nix/store/two; touch /usr/x
                """;
        assertThat(caller.run(directory, script))
                .isEqualTo(
                        """
                        chmod: changing permissions of '/': Read-only file system
                        chmod: changing permissions of '/etc': Read-only file system
                        chmod: changing permissions of '/etc/passwd': Read-only file system
                        chmod: changing permissions of '/dev': Read-only file system
                        chmod: changing permissions of '/nix': Read-only file system
                        rm: cannot remove '/etc/hosts': Read-only file system
                        ln: failed to create symbolic link '/dev/x': Read-only file system
                        mkdir: cannot create directory '/homeless-shelter': Read-only file system
                        mkdir: cannot create directory '/nix/x': Read-only file system
                        touch: cannot touch '/etc/x': Read-only file system
                        /bin/bash: line 4: /etc/passwd: Read-only file system
                        /bin/bash: line 4: /nix/store/one/bin/tool: Read-only file system
                        chmod: changing permissions of '/nix/store/one': Read-only file system
                        rm: cannot remove '/nix/store/two': Device or resource busy
                        touch: cannot touch '/usr/x': Read-only file system
                        Exited[code=1]""");
    }

    /// Also a root without capabilities owns these.
    @ParameterizedTest
    @MethodSource("dev.firn.sandbox.Caller#all")
    void settingsOfTheHostCannotBeChanged(Caller caller) throws Exception {
        String script =
                """
                exec 2>&1; export LC_ALL=C
                find /proc -writable -not -path '/proc/[0-9]*' -not -path '/proc/*self*' \
                    -not -path '/proc/pressure/*' -not -name ns_last_pid
                for f in /dev/null /dev/tty /dev/zero; do chmod 644 $f || echo x > /dev/null; done
                """;
        assertThat(caller.run(directory, script).replaceAll("(?m)^find:.*\\R", ""))
                .matches(
                        """
                        (chmod: changing permissions of '/dev/(null|tty|zero)': .*
                        ){3}Exited\\[code=0\\]""");
    }

    @ParameterizedTest
    @MethodSource("dev.firn.sandbox.Caller#all")
    void buildDirectoryAndStoreAreDifferentMounts(Caller caller) throws Exception {
        String script =
                """
                exec 2>&1; export LC_ALL=C
                echo x > file; ln file /nix/store/link; ln file /tmp/link
                perl -e 'rename("file", "/nix/store/file") or print "rename: $!\\n"'
                ln file here && echo linked
                """;
        assertThat(caller.run(directory, script))
                .isEqualTo(
                        """
                        ln: failed to create hard link '/nix/store/link' => 'file': Invalid cross-device link
                        ln: failed to create hard link '/tmp/link' => 'file': Invalid cross-device link
                        rename: Invalid cross-device link
                        linked
                        Exited[code=0]""");
    }

    @ParameterizedTest
    @MethodSource("dev.firn.sandbox.Caller#all")
    void setuidBitsAndAttributesCannotBeSet(Caller caller) throws Exception {
        String script =
                """
                exec 2>&1; export LC_ALL=C
                touch f; chmod 4755 f; chmod 2755 f; chmod 755 f && echo plain
                perl -e 'chmod(04755, "f") or print "chmod: $!\\n"'
                perl -e 'open(F, "f"); chmod(02755, *F) or print "fchmod: $!\\n"'
                perl -e '$f = "f"; $n = "user.x"; $v = "v"; open(F, "+<f");
                    syscall(452, -100, $f, 04755, 0) == 0 or print "fchmodat2: $!\\n";
                    syscall(188, $f, $n, $v, 1, 0) == 0 or print "setxattr: $!\\n";
                    syscall(189, $f, $n, $v, 1, 0) == 0 or print "lsetxattr: $!\\n";
                    syscall(190, fileno(F), $n, $v, 1, 0) == 0 or print "fsetxattr: $!\\n"'
                stat -c %a f
                """;
        assertThat(caller.run(directory, script))
                .isEqualTo(
                        """
                        chmod: changing permissions of 'f': Operation not permitted
                        chmod: changing permissions of 'f': Operation not permitted
                        plain
                        chmod: Operation not permitted
                        fchmod: Operation not permitted
                        fchmodat2: Operation not permitted
                        setxattr: Operation not supported
                        lsetxattr: Operation not supported
                        fsetxattr: Operation not supported
                        755
                        Exited[code=0]""");
    }
}
