package dev.firn.cli.console;

/// Colours, or their absence.
public enum Paint {
    PLAIN,
    COLOURED;

    /// @param noColor the value of `NO_COLOR`, empty when unset
    public static Paint chosen(String when, boolean terminal, String noColor) {
        return switch (when) {
            case "always" -> COLOURED;
            case "never" -> PLAIN;
            default -> terminal && noColor.isEmpty() ? COLOURED : PLAIN;
        };
    }

    public String bold(String text) {
        return wrapped("1", text);
    }

    public String dim(String text) {
        return wrapped("2", text);
    }

    public String red(String text) {
        return wrapped("31", text);
    }

    public String green(String text) {
        return wrapped("32", text);
    }

    public String yellow(String text) {
        return wrapped("33", text);
    }

    public String blue(String text) {
        return wrapped("34", text);
    }

    private String wrapped(String code, String text) {
        return switch (this) {
            case PLAIN -> text;
            case COLOURED -> text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
        };
    }
}
