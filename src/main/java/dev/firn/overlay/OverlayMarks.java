package dev.firn.overlay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/// The marks that an overlay mounted with `userxattr` leaves in its upper directory
/// (Documentation/filesystems/overlayfs.rst, "whiteouts and opaque directories").
public final class OverlayMarks {

    private static final String OPAQUE = "overlay.opaque";
    private static final String WHITEOUT = "overlay.whiteout";

    private OverlayMarks() {}

    /// What the directory of this layer says about the layers below it.
    public enum Opacity {
        /// They show through.
        NONE,
        /// They show through, and files in here may be whiteouts by attribute (Linux 6.7).
        HOLDS_WHITEOUTS,
        /// They are hidden.
        OPAQUE
    }

    public static Opacity opacity(Path directory) throws IOException {
        return switch (attribute(directory, OPAQUE)) {
            case "y" -> Opacity.OPAQUE;
            case "x" -> Opacity.HOLDS_WHITEOUTS;
            default -> Opacity.NONE;
        };
    }

    /// Whether the file says that there is nothing of its name.
    public static boolean isWhiteout(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isOther()) {
            Object device = Files.getAttribute(file, "unix:rdev", LinkOption.NOFOLLOW_LINKS);
            return device.equals(0L) && FileState.of(file).type() == 'c';
        }
        return attributes.isRegularFile()
                && attributes.size() == 0
                && Files.isReadable(file)
                && userAttributes(file).list().contains(WHITEOUT)
                && opacity(parent(file)) == Opacity.HOLDS_WHITEOUTS;
    }

    /// Whether this attribute only helps the overlay to find its way and says nothing of the tree.
    static boolean isIncidental(String attribute) {
        return attribute.startsWith("overlay.")
                && !attribute.equals(OPAQUE)
                && !attribute.equals(WHITEOUT);
    }

    private static String attribute(Path file, String name) throws IOException {
        UserDefinedFileAttributeView attributes = userAttributes(file);
        if (!attributes.list().contains(name)) {
            return "";
        }
        ByteBuffer value = ByteBuffer.allocate(attributes.size(name));
        attributes.read(name, value);
        return new String(value.array(), StandardCharsets.ISO_8859_1);
    }

    static UserDefinedFileAttributeView userAttributes(Path file) {
        return Files.getFileAttributeView(
                file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("not in a layer: " + file);
        }
        return parent;
    }
}
