package dev.firn.testkit;

/// A version of Nix, by the Debian suite that has it.
public enum NixRelease {
    /// The oldest firn works with; daemon protocol 1.34.
    NIX_2_8("bookworm"),
    NIX_2_26("trixie"),
    /// 2.34 or newer.
    NEWEST("sid");

    private final String suite;

    NixRelease(String suite) {
        this.suite = suite;
    }

    String suite() {
        return suite;
    }
}
