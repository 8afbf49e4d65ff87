package dev.firn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Every command, in the order in which they are listed.
enum CommandName {
    BUILD,
    RUN,
    LOG,
    LS,
    DOCTOR;

    Command command() {
        return switch (this) {
            case BUILD -> new BuildCommand();
            case RUN -> new RunCommand();
            case LOG -> new LogCommand();
            case LS -> new ListCommand();
            case DOCTOR -> new DoctorCommand();
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<CommandName> of(String word) {
        for (CommandName command : values()) {
            if (command.word().equals(word)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    static List<String> words() {
        List<String> words = new ArrayList<>();
        for (CommandName command : values()) {
            words.add(command.word());
        }
        return words;
    }
}
