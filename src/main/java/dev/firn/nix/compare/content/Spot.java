package dev.firn.nix.compare.content;

import dev.firn.nix.compare.stream.StreamComparison.Outcome;
import dev.firn.nix.nar.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The first thing in a file that differs and that nothing explains.
///
/// @param members the names of what it is in, from the outside: a member of an archive, a section
///     of a program, in bytes; empty for the file itself, or what is packed in it as a whole
/// @param unpacked whether what it is in last was unpacked for it
/// @param offset where it is in that
/// @param ourSize of that
public record Spot(
        List<String> members,
        boolean unpacked,
        long offset,
        long ourSize,
        long theirSize,
        Kind kind) {

    public enum Kind {
        /// A byte, or the end of one of them.
        BYTES,
        /// The same, and ours has the path there at which it was built.
        BUILT_PATH,
        /// What an archive says of the member: its mode, its time.
        HEADER,
        /// Other members, from this one on.
        MEMBERS,
        /// The same is packed in them, in two ways.
        PACKING,
        /// Nothing that was found: there is more in them than firn looks into.
        TOO_LARGE
    }

    public Spot {
        members = List.copyOf(members);
    }

    static Spot of(Outcome unexplained, FileTree.Regular ours, FileTree.Regular theirs)
            throws IOException {
        Kind kind = unexplained.builtPath() ? Kind.BUILT_PATH : Kind.BYTES;
        return new Spot(
                List.of(), false, unexplained.unexplained(), ours.size(), theirs.size(), kind);
    }

    Spot as(Kind other) {
        return new Spot(members, unpacked, offset, ourSize, theirSize, other);
    }

    /// The same spot, seen from around this member.
    Spot in(String member) {
        List<String> all = new ArrayList<>();
        all.add(member);
        all.addAll(members);
        return new Spot(all, unpacked, offset, ourSize, theirSize, kind);
    }

    /// The same spot, seen from where it is packed.
    Spot packed() {
        return new Spot(members, unpacked || members.isEmpty(), offset, ourSize, theirSize, kind);
    }

    /// Whether it says no more than where the first byte of the file itself differs.
    public boolean plain() {
        return members.isEmpty() && !unpacked && kind == Kind.BYTES;
    }
}
