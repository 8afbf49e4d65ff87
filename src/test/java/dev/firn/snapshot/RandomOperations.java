package dev.firn.snapshot;

import java.util.Random;

/// Bash code that does to a small set of names whatever a builder may do to files.
public final class RandomOperations {

    private static final String[] NAMES = {
        "a", "b", "c", "d", "$'new\\nline'", "$'bad\\xff\\xc3'", "$'\\xc3\\xa9'"
    };

    private final Random random;

    public RandomOperations(long seed) {
        random = new Random(seed);
    }

    public String lines(int count) {
        StringBuilder code = new StringBuilder("cd build\nexec 2>/dev/null\n");
        for (int i = 0; i < count; i++) {
            code.append(operation()).append(" || :\n");
        }
        return code.toString();
    }

    private String operation() {
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> "mkdir -p " + path();
            case 3, 4 -> write(">", path());
            case 5 -> write(">>", path());
            case 6 -> "rm -rf " + path();
            case 7 -> "rm -rf " + name() + " && mkdir -p " + path();
            case 8 -> "ln -s " + path() + " " + path();
            case 9 -> "ln " + path() + " " + path();
            case 10 -> "mv -T " + path() + " " + path();
            case 11 -> "mkfifo " + path();
            case 12 -> "chmod " + (random.nextBoolean() ? "0751" : "1644").concat(" ") + path();
            default -> "touch -h -d @" + random.nextInt(2_000_000_000) + ".123456789 " + path();
        };
    }

    /// Opening a fifo would wait for a reader.
    private String write(String how, String path) {
        return "[ -p %2$s ] || echo %3$d %1$s %2$s".formatted(how, path, random.nextInt(1000));
    }

    private String path() {
        StringBuilder path = new StringBuilder(name());
        for (int depth = random.nextInt(3); depth > 0; depth--) {
            path.append('/').append(name());
        }
        return path.toString();
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }
}
