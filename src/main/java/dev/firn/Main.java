package dev.firn;

import dev.firn.cli.Invocation;
import dev.firn.cli.Surroundings;
import dev.firn.cli.action.Actions;
import dev.firn.linux.RawArguments;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/// The program.
public final class Main {

    private Main() {}

    public static void main(String[] args) throws IOException {
        Interruption interruption = Interruption.ofThisThread();
        int status;
        try {
            Surroundings surroundings = Surroundings.ofProcess();
            boolean training = args.length == 2 && args[0].equals("__train");
            status =
                    training
                            ? Training.run(args[1].equals("build"), surroundings)
                            : run(RawArguments.of(args), surroundings);
        } finally {
            interruption.workIsDone();
        }
        interruption.exit(status);
    }

    /// Runs one command.
    ///
    /// @return the exit status
    public static int run(List<String> args, Surroundings surroundings) {
        Wiring wiring = new Wiring(surroundings.environment(), Clock.systemUTC());
        return run(args, surroundings, wiring);
    }

    /// Runs one command with other parts behind it.
    static int run(List<String> args, Surroundings surroundings, Actions actions) {
        return new Invocation(args, surroundings, actions).run();
    }
}
