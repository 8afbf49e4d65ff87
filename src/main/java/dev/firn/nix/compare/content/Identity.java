package dev.firn.nix.compare.content;

import dev.firn.nix.compare.stream.StreamComparison.Mask;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The build id of an ELF file, and where it and what comes of it stand.
///
/// @param id in hexadecimal
record Identity(Mask place, String id, Optional<DebugLink> link) {

    Identity(Mask place, byte[] id, Optional<DebugLink> link) {
        this(place, HexFormat.of().formatHex(id), link);
    }

    /// What differs between two files because their build ids do; empty if that cannot be, because
    /// the ids are the same or lie elsewhere.
    List<Mask> masks(Identity other) {
        if (id.equals(other.id) || !place.equals(other.place)) {
            return List.of();
        }
        List<Mask> masks = new ArrayList<>();
        masks.add(place);
        if (link.isPresent() && other.link.isPresent()) {
            DebugLink ours = link.get();
            DebugLink theirs = other.link.get();
            if (ours.checksum().equals(theirs.checksum())) {
                masks.add(ours.checksum());
            }
            int cut = cut(ours.name());
            if (cut >= 0 && cut == other.cut(theirs.name())) {
                masks.add(ours.place());
            }
        }
        return masks;
    }

    /// How many digits of the id are not in a name made of it; -1 for another name.
    private int cut(String name) {
        if (name.equals(id + ".debug")) {
            return 0;
        }
        return id.length() > 2 && name.equals(id.substring(2) + ".debug") ? 2 : -1;
    }
}
