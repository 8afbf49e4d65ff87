package dev.firn.nix.compare.content;

import dev.firn.nix.compare.stream.PathSwap;
import dev.firn.nix.compare.stream.Section;
import dev.firn.nix.compare.stream.StreamComparison;
import dev.firn.nix.compare.stream.StreamComparison.Outcome;
import dev.firn.nix.compare.unpack.Room;
import dev.firn.nix.nar.FileTree;
import dev.firn.nix.packed.GzipHeader;
import dev.firn.nix.packed.GzipMember;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.zip.ZipException;

/// Compares two gzip files, member by member, by what is in them. How a member is packed that
/// holds the path cannot be compared: other content packs differently.
final class GzipComparison {

    private static final int MAGIC = 4;

    private final PathSwap swap;
    private final Room room;
    private final FileTree.Regular ours;
    private final FileTree.Regular theirs;

    GzipComparison(FileComparison files, FileTree.Regular ours, FileTree.Regular theirs) {
        swap = files.swap();
        room = files.room();
        this.ours = ours;
        this.theirs = theirs;
    }

    /// Whether the output's own path, packed, makes the whole difference: headers are the same,
    /// members that do not hold the path are packed the same, and all checksums are right.
    ///
    /// @throws ZipException when one of them is damaged
    boolean same() throws IOException {
        try (InputStream ourFile = ours.open();
                InputStream theirFile = theirs.open()) {
            Source a = new Source(ourFile);
            Source b = new Source(theirFile);
            boolean hasOwnPath = false;
            while (a.hasMember() && b.hasMember()) {
                long ourStart = a.position;
                long theirStart = b.position;
                Outcome member = member(a, b);
                if (!member.explained()) {
                    return false;
                }
                if (member.hasOwnPath()) {
                    hasOwnPath = true;
                } else if (!packedSame(ourStart, a.position, theirStart, b.position)) {
                    return false;
                }
            }
            return hasOwnPath && StreamComparison.of(swap, a.in, b.in, List.of()).same();
        }
    }

    private Outcome member(Source a, Source b) throws IOException {
        if (!a.header().equals(swap.applied(b.header()))) {
            return new Outcome(0, 0, false, false, false, false);
        }
        try (GzipMember our = new GzipMember(a.in);
                GzipMember their = new GzipMember(b.in)) {
            Outcome outcome =
                    StreamComparison.of(swap, room.metered(our), room.metered(their), List.of());
            if (outcome.explained()) {
                a.position += our.finish();
                b.position += their.finish();
            }
            return outcome;
        }
    }

    private boolean packedSame(long ourStart, long ourEnd, long theirStart, long theirEnd)
            throws IOException {
        long length = ourEnd - ourStart;
        return length == theirEnd - theirStart
                && Section.same(swap, ours, ourStart, theirs, theirStart, length);
    }

    /// A file, from where it has not been read.
    private static final class Source {
        private final PushbackInputStream in;
        private long position;

        Source(InputStream file) {
            in = new PushbackInputStream(file, GzipMember.BUFFER);
        }

        boolean hasMember() throws IOException {
            byte[] head = in.readNBytes(MAGIC);
            in.unread(head);
            return GzipHeader.isMagic(head);
        }

        String header() throws IOException {
            GzipHeader header = GzipHeader.read(in);
            position += header.length();
            return header.bytes();
        }
    }
}
