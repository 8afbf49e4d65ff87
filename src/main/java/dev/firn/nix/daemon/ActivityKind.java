package dev.firn.nix.daemon;

/// What Nix is busy with.
public enum ActivityKind {
    /// Also any kind that Nix has added since.
    UNKNOWN(0),
    /// Fields: path, from, to.
    COPY_PATH(100),
    /// Fields: address.
    FILE_TRANSFER(101),
    REALISE(102),
    COPY_PATHS(103),
    BUILDS(104),
    /// Fields: derivation, machine (empty if here), round, rounds.
    BUILD(105),
    OPTIMISE_STORE(106),
    VERIFY_PATHS(107),
    /// Fields: path, address.
    SUBSTITUTE(108),
    /// Fields: path, address.
    QUERY_PATH_INFO(109),
    POST_BUILD_HOOK(110),
    /// Fields: derivation, path that is locked.
    BUILD_WAITING(111),
    FETCH_TREE(112);

    private static final ActivityKind[] KINDS = values();

    private final long code;

    ActivityKind(long code) {
        this.code = code;
    }

    static ActivityKind of(long code) {
        for (ActivityKind kind : KINDS) {
            if (kind.code == code) {
                return kind;
            }
        }
        return UNKNOWN;
    }
}
