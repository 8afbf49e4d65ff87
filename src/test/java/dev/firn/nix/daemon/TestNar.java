package dev.firn.nix.daemon;

import dev.firn.digest.Digest;
import dev.firn.nix.path.StorePath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// NARs of one plain file, written by hand.
final class TestNar {

    private TestNar() {}

    static byte[] ofFile(String content) {
        ByteBuffer nar = ByteBuffer.allocate(content.length() + 256).order(ByteOrder.LITTLE_ENDIAN);
        for (String word :
                List.of("nix-archive-1", "(", "type", "regular", "contents", content, ")")) {
            byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
            nar.putLong(bytes.length).put(bytes).position((nar.position() + 7) & ~7);
        }
        byte[] bytes = new byte[nar.position()];
        nar.flip().get(bytes);
        return bytes;
    }

    static PathInfo info(StorePath path, byte[] nar, String ca, Set<StorePath> references) {
        SortedSet<StorePath> sorted = new TreeSet<>(references);
        return new PathInfo(
                path, Optional.empty(), Digest.of(nar), nar.length, sorted, ca, List.of(), false);
    }

    /// A file that names itself. Its content address depends on the version of Nix.
    ///
    /// @param positions whether the hash covers where the file names itself
    static SelfNaming selfNaming(boolean positions) {
        StorePath path =
                positions
                        ? StorePath.ofBasename("77lglknc6cwv2nwyj4ba61r1s0kfgzpg-vec")
                        : StorePath.ofBasename("rdp2vp1qwpl56r02lmanq9r2awlnkip3-vec");
        String ca =
                positions
                        ? "1ms7g0ymlh2xbln9lc2lmlhzscvq514r2zbjikywq87xdhq5szd8"
                        : "1r8ll1rr0y7fbpq404i2snx6vi3iq9hgp06nyf3407sppa3ji2fv";
        byte[] nar = ofFile("self=" + path + "\n");
        return new SelfNaming(info(path, nar, "fixed:r:sha256:" + ca, Set.of(path)), nar);
    }

    record SelfNaming(PathInfo info, byte[] nar) {}
}
