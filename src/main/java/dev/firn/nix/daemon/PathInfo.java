package dev.firn.nix.daemon;

import dev.firn.digest.Digest;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.wire.WireInput;
import dev.firn.nix.wire.WireOutput;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the store's database knows of a valid path.
///
/// @param references other paths it names; itself too if it does
/// @param ca how the path is addressed by its content, as `fixed:r:sha256:...`; empty if it is not
/// @param sigs signatures, as `key:base64`
/// @param ultimate whether it was built here; only a trusted user can set it
public record PathInfo(
        StorePath path,
        Optional<StorePath> deriver,
        Digest narHash,
        long narSize,
        SortedSet<StorePath> references,
        String ca,
        List<String> sigs,
        boolean ultimate) {

    public PathInfo {
        references = Collections.unmodifiableSortedSet(new TreeSet<>(references));
        sigs = List.copyOf(sigs);
    }

    /// The same with these signatures and no others.
    public PathInfo signed(List<String> signatures) {
        return new PathInfo(path, deriver, narHash, narSize, references, ca, signatures, ultimate);
    }

    /// Reads all but the path. The registration time is of no use to firn.
    static PathInfo read(WireInput in, StorePath path) {
        Optional<StorePath> deriver = in.optionalPath();
        Digest narHash = Digest.parse(in.text());
        SortedSet<StorePath> references = in.paths();
        in.number();
        long narSize = in.number();
        boolean ultimate = in.flag();
        List<String> sigs = in.texts();
        return new PathInfo(path, deriver, narHash, narSize, references, in.text(), sigs, ultimate);
    }

    void write(WireOutput out) {
        out.path(path);
        out.text(deriver.isPresent() ? deriver.get().toString() : "");
        out.text(narHash.hex());
        out.paths(references);
        out.number(0);
        out.number(narSize);
        out.flag(ultimate);
        out.texts(sigs);
        out.text(ca);
    }
}
