#!/bin/sh
# Runs a command on a Nix host (see NixHost.java). To be started as root by `unshare --mount`, so
# that the mounts made here are seen by the command only and vanish with it.
#
#   nix-enter.sh STATE SOFTWARE CHECKOUT WHO DIRECTORY COMMAND [ARG...]
#
# STATE:    nix, etc and home of the host
# SOFTWARE: a directory made by nix-root.sh
# CHECKOUT: firn's own directory
# WHO:      root (no daemon in sight), trusted (root, through the daemon), dev (ordinary user),
#           daemon (root, to run the daemon itself)
# The environment is that of the caller; HOME, USER and PATH are set here.
set -eu

state=$1 software=$2 checkout=$3 who=$4 directory=$5
shift 5

mkdir -p /nix /etc/nix
mount --bind "$state/nix" /nix
mount --bind "$state/etc/nix" /etc/nix
mount --bind "$state/etc/passwd" /etc/passwd
mount --bind "$state/etc/group" /etc/group
mount --bind "$software" "$state/software"
mount --bind "$checkout" "$state/checkout"
if [ -c /dev/fuse ]; then
    # As udev makes it. On a file system of its own, because others may forbid devices.
    mount -t tmpfs -o mode=755 none "$state/dev"
    mknod -m 666 "$state/dev/fuse" c 10 229
    mount --bind "$state/dev/fuse" /dev/fuse
fi

PATH=$state/software/bin:$state/checkout/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
# Nix runs itself as its build hook, and /proc/self/exe is the loader.
export NIX_BIN_DIR="$state/software/bin"
# A Java runtime may have started this, and has more in its core dumps than the kernel's default.
echo 0x33 >/proc/self/coredump_filter
cd "$directory"
case $who in
    root)
        mount -t tmpfs none /nix/var/nix/daemon-socket
        export HOME="$state/home/root" USER=root
        exec "$@"
        ;;
    trusted)
        export HOME="$state/home/root" USER=root NIX_REMOTE=daemon
        exec "$@"
        ;;
    daemon)
        export HOME="$state/home/root" USER=root
        exec "$@"
        ;;
    dev)
        export HOME="$state/home/dev" USER=dev
        exec setpriv --reuid 1000 --regid 1000 --clear-groups -- "$@"
        ;;
esac
echo "nix-enter.sh: unknown user $who" >&2
exit 1
