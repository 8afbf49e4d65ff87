package dev.firn.nix.relocate;

import dev.firn.nix.nar.FileTree;
import dev.firn.nix.nar.MemoryTree;
import dev.firn.nix.path.StorePath;
import dev.firn.nix.piece.ScratchPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A move that the tests of this package make.
final class Moving {

    static final StorePath FROM = new StorePath("wxk7q3d5b0z9fr1vj8n2s6hapgc4lmyi", "hello-2.10");
    static final StorePath TO = new StorePath("1m0dgyvs7bxk2jz3yq5w9ra8fc4n6hpl", "hello-2.10");

    static final ScratchPaths PATHS = new ScratchPaths(List.of(FROM));

    private Moving() {}

    static Survey survey(FileTree tree) throws IOException {
        return Survey.of("out", tree, PATHS);
    }

    static FileTree move(FileTree tree) throws IOException {
        return Relocation.of(tree, survey(tree), Map.of(FROM, TO));
    }

    /// What the content is after the move, one byte per char.
    static String move(String content) throws IOException {
        return latin1(MemoryTree.bytes(move(MemoryTree.file(content))));
    }

    static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
