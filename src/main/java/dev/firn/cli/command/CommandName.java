package dev.firn.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Every command, in the order in which they are listed.
public enum CommandName {
    BUILD,
    PLAN,
    EXPLAIN,
    RUN,
    VERIFY,
    LOG,
    LS,
    DOCTOR;

    public Command command() {
        return switch (this) {
            case BUILD -> new BuildCommand();
            case PLAN -> new PlanCommand();
            case EXPLAIN -> new ExplainCommand();
            case RUN -> new RunCommand();
            case VERIFY -> new VerifyCommand();
            case LOG -> new LogCommand();
            case LS -> new ListCommand();
            case DOCTOR -> new DoctorCommand();
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CommandName> of(String word) {
        for (CommandName command : values()) {
            if (command.word().equals(word)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    public static List<String> words() {
        List<String> words = new ArrayList<>();
        for (CommandName command : values()) {
            words.add(command.word());
        }
        return words;
    }
}
