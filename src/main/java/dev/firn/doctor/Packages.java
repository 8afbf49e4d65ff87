package dev.firn.doctor;

/// What to install, by distribution.
enum Packages {
    BUBBLEWRAP("bubblewrap", "bubblewrap", "bubblewrap", "bubblewrap"),
    UTIL_LINUX("util-linux mount", "util-linux", "util-linux", "util-linux"),
    NIX("nix-bin", "nix", "nix", "nix");

    private final String debian;
    private final String nixpkgs;
    private final String fedora;
    private final String arch;

    Packages(String debian, String nixpkgs, String fedora, String arch) {
        this.debian = debian;
        this.nixpkgs = nixpkgs;
        this.fedora = fedora;
        this.arch = arch;
    }

    /// One command a line.
    String install() {
        return """
        Debian, Ubuntu: apt install %s
        Nix: nix-env -iA nixpkgs.%s
        Fedora: dnf install %s
        Arch: pacman -S %s"""
                .formatted(debian, nixpkgs, fedora, arch);
    }
}
