package dev.firn.nix.drv;

import dev.firn.nix.path.StorePath;
import java.util.List;
import java.util.Map;

/// The four fields a derivation writes for an output: name, path, algorithm and hash.
final class OutputFields {

    private static final String IMPURE = "impure";
    private static final Map<String, Integer> HEX_LENGTHS =
            Map.of("md5", 32, "sha1", 40, "sha256", 64, "sha512", 128, "blake3", 64);

    private OutputFields() {}

    static Output parse(List<String> fields) {
        String path = fields.get(1);
        String methodAndAlgorithm = fields.get(2);
        String hash = fields.get(3);
        if (methodAndAlgorithm.isEmpty()) {
            if (!hash.isEmpty()) {
                throw new IllegalArgumentException("an output hash without an algorithm");
            }
            return path.isEmpty()
                    ? new Output.Deferred()
                    : new Output.InputAddressed(StorePath.parse(path));
        }
        Output.Method method = method(methodAndAlgorithm);
        String algorithm = methodAndAlgorithm.substring(method.prefix().length());
        Integer length = HEX_LENGTHS.get(algorithm);
        if (length == null) {
            throw new IllegalArgumentException("unknown hash algorithm '" + algorithm + "'");
        }
        if (!hash.isEmpty() && !hash.equals(IMPURE)) {
            if (!isHex(hash, length)) {
                throw new IllegalArgumentException("not a " + algorithm + " hash: '" + hash + "'");
            }
            return new Output.Fixed(StorePath.parse(path), method, algorithm, hash);
        }
        if (!path.isEmpty()) {
            throw new IllegalArgumentException("an output path where none can be known");
        }
        return hash.isEmpty()
                ? new Output.Floating(method, algorithm)
                : new Output.Impure(method, algorithm);
    }

    static List<String> print(String name, Output output) {
        return switch (output) {
            case Output.InputAddressed known -> List.of(name, known.path().toString(), "", "");
            case Output.Fixed fixed ->
                    List.of(
                            name,
                            fixed.path().toString(),
                            fixed.method().prefix() + fixed.algorithm(),
                            fixed.hash());
            case Output.Floating floating ->
                    List.of(name, "", floating.method().prefix() + floating.algorithm(), "");
            case Output.Impure impure ->
                    List.of(name, "", impure.method().prefix() + impure.algorithm(), IMPURE);
            case Output.Deferred _ -> List.of(name, "", "", "");
        };
    }

    private static Output.Method method(String methodAndAlgorithm) {
        for (Output.Method method : Output.Method.values()) {
            if (method != Output.Method.FLAT && methodAndAlgorithm.startsWith(method.prefix())) {
                return method;
            }
        }
        return Output.Method.FLAT;
    }

    private static boolean isHex(String hash, int length) {
        for (int i = 0; i < hash.length(); i++) {
            if ("0123456789abcdef".indexOf(hash.charAt(i)) < 0) {
                return false;
            }
        }
        return hash.length() == length;
    }
}
