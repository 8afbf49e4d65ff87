package dev.firn.nix.compare.stream;

import dev.firn.nix.nar.FileTree;
import java.io.IOException;
import java.io.InputStream;

/// A part of a file, as a file.
public record Slice(FileTree.Regular file, long from, long size) implements FileTree.Regular {

    @Override
    public boolean executable() {
        return false;
    }

    @Override
    public InputStream open() throws IOException {
        return Section.of(file, from, size);
    }
}
