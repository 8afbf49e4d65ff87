package dev.firn.cli;

import dev.firn.cli.console.Text;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The help texts, made from what the commands say about themselves.
final class Help {

    private Help() {}

    /// `firn help`.
    static List<String> overview() {
        List<String> lines = new ArrayList<>();
        lines.add("firn builds Nix packages step by step and reruns only what changed.");
        lines.add("");
        lines.add("Usage: firn COMMAND [OPTIONS]");
        lines.add("");
        for (CommandName name : CommandName.values()) {
            lines.add("  " + Text.left(name.word(), 12) + name.command().summary());
        }
        lines.add("");
        lines.add("firn help COMMAND says more about one of them.");
        lines.add("");
        lines.add("Exit status: 0 done, 1 a step failed, 2 wrong usage, 3 this machine lacks");
        lines.add("something, 4 the cache is damaged or cannot be used, 5 evaluation or inputs");
        lines.add("failed, 70 a bug in firn, 130 interrupted.");
        return lines;
    }

    /// `firn help COMMAND`.
    static String of(CommandSpec spec, String summary) {
        StringBuilder text = new StringBuilder("Usage: ").append(spec.name()).append(" [OPTIONS]");
        for (PositionalParamSpec word : spec.positionalParameters()) {
            text.append(" [").append(word.paramLabel()).append(']');
        }
        text.append("\n\n").append(summary).append('\n');
        List<String> names = new ArrayList<>();
        List<String> descriptions = new ArrayList<>();
        for (PositionalParamSpec word : spec.positionalParameters()) {
            String label = word.paramLabel();
            names.add(isBalanced(label) ? label : '[' + label + ']');
            descriptions.add(word.description()[0]);
        }
        for (OptionSpec option : spec.options()) {
            boolean valued = option.arity().max() > 0;
            names.add(
                    (option.names()[0].startsWith("--") ? "    " : "")
                            + String.join(", ", option.names())
                            + (valued ? " " + option.paramLabel() : ""));
            descriptions.add(option.description()[0]);
        }
        int widest = 0;
        for (String name : names) {
            widest = Math.max(widest, name.length());
        }
        for (int i = 0; i < names.size(); i++) {
            String indent = "\n  " + " ".repeat(widest + 2);
            text.append("\n  ")
                    .append(Text.left(names.get(i), widest + 2))
                    .append(descriptions.get(i).replace("\n", indent));
        }
        return text.toString();
    }

    /// Whether each bracket of a label is closed in it; else those of the usage line belong to it.
    private static boolean isBalanced(String label) {
        int open = 0;
        for (int i = 0; i < label.length() && open >= 0; i++) {
            open += label.charAt(i) == '[' ? 1 : label.charAt(i) == ']' ? -1 : 0;
        }
        return open == 0;
    }
}
