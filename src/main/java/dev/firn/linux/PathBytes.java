package dev.firn.linux;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Paths as the kernel has them: bytes, here as strings with one char per byte (ISO 8859-1).
///
/// The JDK turns strings into paths with the locale's charset and cannot be told otherwise
/// (`sun.jnu.encoding` is overwritten at start), so `Path.of(string)` fails or lies for names
/// that the locale cannot express. Its paths hold raw bytes all the same, and its file URIs show
/// and take each of them as `%XX`: that is the way in and out here, used for names that are not
/// plain ASCII. It works in every locale.
public final class PathBytes {

    private PathBytes() {}

    /// The last name of a path, as bytes.
    public static String name(Path path) {
        Path last = path.getFileName();
        if (last == null) {
            return "";
        }
        String text = last.toString();
        if (isAscii(text)) {
            return text;
        }
        String whole = of(path.toAbsolutePath());
        return whole.substring(whole.lastIndexOf('/') + 1);
    }

    /// A path, as bytes: relative stays relative, slashes stay as they are.
    public static String of(Path path) {
        String text = path.toString();
        if (isAscii(text)) {
            return text;
        }
        String raw = path.isAbsolute() ? decoded(path) : decoded(Path.of("/").resolve(path));
        String bytes = path.isAbsolute() ? raw : raw.substring(1);
        // A URI of a directory that exists ends in a slash of its own.
        return bytes.endsWith("/") && !text.endsWith("/")
                ? bytes.substring(0, bytes.length() - 1)
                : bytes;
    }

    /// The path below a directory.
    ///
    /// @param relative bytes; must not start with a slash
    public static Path resolve(Path directory, String relative) {
        if (isAscii(relative)) {
            return directory.resolve(relative);
        }
        // The root's own child, made relative again, carries the bytes unchanged.
        Path root = Path.of("/");
        return directory.resolve(
                root.relativize(Path.of(URI.create("file:///" + escape(relative)))));
    }

    /// The path with exactly these bytes.
    ///
    /// @param path bytes, absolute or relative
    public static Path path(String path) {
        if (isAscii(path)) {
            return Path.of(path);
        }
        return path.startsWith("/")
                ? Path.of(URI.create("file://" + escape(path)))
                : resolve(Path.of(""), path);
    }

    /// The bytes as shell's `printf %b` takes them: so that any name passes as an argument of a
    /// process, which the JDK encodes with the locale's charset.
    public static String octal(String path) {
        StringBuilder octal = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.ISO_8859_1)) {
            octal.append("\\0").append(Integer.toOctalString(b & 0xff));
        }
        return octal.toString();
    }

    private static String decoded(Path absolute) {
        String raw = absolute.toUri().getRawPath();
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        StringBuilder bytes = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.append((char) Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.append(c);
            }
        }
        return bytes.toString();
    }

    private static String escape(String path) {
        StringBuilder escaped = new StringBuilder(path.length() * 2);
        for (byte b : path.getBytes(StandardCharsets.ISO_8859_1)) {
            char c = (char) (b & 0xff);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean plain = letter || (c >= '0' && c <= '9');
            if (plain || c == '/' || c == '.' || c == '-' || c == '_') {
                escaped.append(c);
            } else {
                escaped.append('%');
                escaped.append(Character.forDigit(c >> 4, 16));
                escaped.append(Character.forDigit(c & 15, 16));
            }
        }
        return escaped.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
