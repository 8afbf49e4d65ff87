package dev.firn.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 value.
public final class Digest implements Comparable<Digest> {

    /// Bytes of a digest.
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @throws IllegalArgumentException when there are not exactly [#LENGTH] bytes
    public static Digest ofBytes(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a SHA-256 value has 32 bytes, not " + bytes.length);
        }
        return new Digest(bytes.clone());
    }

    /// @param hex 64 hexadecimal digits
    public static Digest parse(String hex) {
        return ofBytes(HexFormat.of().parseHex(hex));
    }

    /// The digest of this content.
    public static Digest of(byte[] content) {
        return finish(start(), content);
    }

    /// A new SHA-256 computation, for content that does not fit in memory.
    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Ends a computation begun with [#start()].
    public static Digest finish(MessageDigest computation) {
        return new Digest(computation.digest());
    }

    private static Digest finish(MessageDigest computation, byte[] content) {
        computation.update(content);
        return finish(computation);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public int compareTo(Digest other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    /// The 64 hexadecimal digits.
    @Override
    public String toString() {
        return hex();
    }
}
