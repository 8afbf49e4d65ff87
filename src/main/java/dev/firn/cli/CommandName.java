package dev.firn.cli;

import dev.firn.cli.command.BuildCommand;
import dev.firn.cli.command.CheckCommand;
import dev.firn.cli.command.Command;
import dev.firn.cli.command.CompletionCommand;
import dev.firn.cli.command.DoctorCommand;
import dev.firn.cli.command.PlanCommand;
import dev.firn.cli.command.VerifyCommand;
import dev.firn.cli.command.enter.MountCommand;
import dev.firn.cli.command.enter.RunCommand;
import dev.firn.cli.command.enter.ShellCommand;
import dev.firn.cli.command.enter.UnmountCommand;
import dev.firn.cli.command.keep.DuCommand;
import dev.firn.cli.command.keep.GcCommand;
import dev.firn.cli.command.keep.PinCommand;
import dev.firn.cli.command.keep.UnpinCommand;
import dev.firn.cli.command.look.BuildsCommand;
import dev.firn.cli.command.look.CatCommand;
import dev.firn.cli.command.look.CheckoutCommand;
import dev.firn.cli.command.look.DiffCommand;
import dev.firn.cli.command.look.ExplainCommand;
import dev.firn.cli.command.look.FilesCommand;
import dev.firn.cli.command.look.ListCommand;
import dev.firn.cli.command.look.LogCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Every command, in the order in which they are listed.
public enum CommandName {
    BUILD,
    PLAN,
    EXPLAIN,
    SHELL,
    RUN,
    MOUNT,
    UMOUNT,
    VERIFY,
    LOG,
    LS,
    BUILDS,
    FILES,
    CAT,
    DIFF,
    CHECKOUT,
    CHECK,
    DU,
    GC,
    PIN,
    UNPIN,
    DOCTOR,
    COMPLETION;

    public Command command() {
        return switch (this) {
            case BUILD -> new BuildCommand();
            case PLAN -> new PlanCommand();
            case EXPLAIN -> new ExplainCommand();
            case SHELL -> new ShellCommand();
            case RUN -> new RunCommand();
            case MOUNT -> new MountCommand();
            case UMOUNT -> new UnmountCommand();
            case VERIFY -> new VerifyCommand();
            case LOG -> new LogCommand();
            case LS -> new ListCommand();
            case BUILDS -> new BuildsCommand();
            case FILES -> new FilesCommand();
            case CAT -> new CatCommand();
            case DIFF -> new DiffCommand();
            case CHECKOUT -> new CheckoutCommand();
            case CHECK -> new CheckCommand();
            case DU -> new DuCommand();
            case GC -> new GcCommand();
            case PIN -> new PinCommand();
            case UNPIN -> new UnpinCommand();
            case DOCTOR -> new DoctorCommand();
            case COMPLETION -> new CompletionCommand();
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
