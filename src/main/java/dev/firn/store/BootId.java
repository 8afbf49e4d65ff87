package dev.firn.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

final class BootId {

    private BootId() {}

    static String current() {
        try {
            Path source = Path.of("/proc/sys/kernel/random/boot_id");
            return Files.readString(source, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Linux names each of its runs", e);
        }
    }
}
