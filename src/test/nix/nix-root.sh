#!/bin/sh
# Unpacks the Nix of one Debian suite and every library it needs into a directory of its own.
#
#   nix-root.sh SUITE DIR        (SUITE: bookworm, trixie, sid)
#
# Nothing is installed and the machine's own package state is neither read nor changed, except that
# the mirror and the proxy are those this machine's apt uses. Needs root and Debian's apt and dpkg.
# DIR/bin then holds nix, nix-build, ... which run with the suite's own C library; DIR/sh is static.
# Safe to run at the same time from several processes; does nothing when DIR is complete.
set -eu

suite=$1
root=$2
arch=$(dpkg --print-architecture)

mkdir -p "$(dirname "$root")"
exec 9>"$root.lock"
flock 9
if [ -e "$root/complete" ]; then exit 0; fi

codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets 'Created-By: Packages' \
    --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' |
    awk -v c="$codename" '($1 == c || $1 == "stable") && $2 == "main" { print $3; exit }')
if [ -z "$mirror" ]; then
    echo "nix-root.sh: no Debian mirror for $codename/main in this machine's apt sources" >&2
    exit 1
fi

rm -rf "$root" "$root.apt"
apt=$root.apt
mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$root"
: >"$apt/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" \
    >"$apt/sources.list"
cat >"$apt/apt.conf" <<CONF
Dir::State "$apt/state";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "-";
APT::Architecture "$arch";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
CONF

apt-get -c "$apt/apt.conf" -q update >&2
apt-get -c "$apt/apt.conf" -qy --download-only install nix-bin busybox-static >&2
for deb in "$apt"/cache/archives/*.deb; do dpkg -x "$deb" "$root/sys"; done

# The suite's programs must not meet this machine's C library: each runs through its own loader.
# Found from the place of the program, so that the directory can be mounted anywhere.
loader=$(cd "$root" && find sys -name 'ld-linux*.so.*' | head -n 1)
libraries=$(cd "$root" && find sys/lib sys/usr/lib -maxdepth 1 -name '*-linux-gnu' 2>/dev/null || :)
mkdir "$root/bin"
{
    echo '#!/bin/sh'
    echo 'case $0 in */*) at=$0 ;; *) at=$(command -v -- "$0") ;; esac'
    echo 'root=${at%/*}/..'
    echo "libraries=\$root/sys/usr/lib/nix"
    for l in $libraries; do echo "libraries=\$libraries:\$root/$l"; done
    echo "exec \"\$root/$loader\" --argv0 \"\${0##*/}\" --library-path \"\$libraries\" \\"
    echo '    "$root/sys/usr/bin/nix" "$@"'
} >"$root/bin/nix"
chmod 755 "$root/bin/nix"
for program in "$root"/sys/usr/bin/nix-* build-remote; do ln -s nix "$root/bin/${program##*/}"; done
install -m 755 "$(find "$root/sys" -path '*/bin/busybox')" "$root/sh"
chmod -R a+rX "$root"

"$root/bin/nix" --version >"$root/complete.new"
mv "$root/complete.new" "$root/complete"
rm -rf "$apt"
