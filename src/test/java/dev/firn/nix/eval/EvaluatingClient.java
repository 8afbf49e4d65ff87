package dev.firn.nix.eval;

import dev.firn.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/// Prints what [Evaluator] makes of `.drv` files; started by [EvaluatorTest] on a host.
public final class EvaluatingClient {

    private EvaluatingClient() {}

    public static void main(String[] args) {
        Evaluator evaluator =
                new Evaluator(System.getenv(), Path.of("").toAbsolutePath(), System.err::println);
        for (String path : args) {
            try {
                System.out.println(
                        evaluator.instantiate(new Installable.DerivationFile(path), List.of()));
            } catch (Problem e) {
                System.out.println(e.what());
            }
        }
    }
}
