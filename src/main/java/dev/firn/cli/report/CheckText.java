package dev.firn.cli.report;

import dev.firn.check.Checked;
import dev.firn.check.Flaw;
import dev.firn.cli.console.Amounts;
import dev.firn.cli.console.Paint;
import dev.firn.cli.console.Text;
import java.util.ArrayList;
import java.util.List;

/// What `firn check` prints.
public final class CheckText {

    private static final int MOST_DEPENDENTS = 20;

    private CheckText() {}

    public static List<String> of(Checked checked, Paint paint) {
        List<String> lines = new ArrayList<>();
        for (Flaw flaw : checked.flaws()) {
            String mark =
                    switch (flaw.kind()) {
                        case DAMAGED -> paint.red("damaged    ");
                        case LEFT_OVER -> paint.yellow("left over  ");
                        case FOREIGN -> paint.yellow("foreign    ");
                    };
            lines.add(mark + Text.safe(flaw.place()) + "  " + Text.safe(flaw.why()));
            if (flaw.dependents().size() > 0) {
                lines.add("             " + (checked.repaired() ? "dropped:" : "to be dropped:"));
            }
            for (String each : shown(flaw.dependents())) {
                lines.add("               " + Text.safe(each));
            }
            if (!flaw.fix().isEmpty()) {
                lines.add("             " + Text.safe(flaw.fix()));
            }
        }
        lines.add(amounts(checked));
        lines.addAll(verdict(checked, paint));
        return lines;
    }

    private static List<String> shown(List<String> dependents) {
        if (dependents.size() <= MOST_DEPENDENTS) {
            return dependents;
        }
        List<String> shown = new ArrayList<>(dependents.subList(0, MOST_DEPENDENTS));
        shown.add("and " + (dependents.size() - MOST_DEPENDENTS) + " more");
        return shown;
    }

    private static String amounts(Checked checked) {
        String line =
                "checked "
                        + count(checked.layers(), "layer")
                        + " ("
                        + Amounts.size(checked.bytes())
                        + ") and "
                        + count(checked.files(), "small file");
        return checked.digests() == 0
                ? line
                : line
                        + "; "
                        + count(checked.digests(), "digest")
                        + " had not been made yet, so that much could not be compared";
    }

    private static List<String> verdict(Checked checked, Paint paint) {
        long damaged =
                checked.flaws().stream().filter(flaw -> flaw.kind() == Flaw.Kind.DAMAGED).count();
        if (damaged == 0) {
            return List.of(paint.green("nothing is damaged"));
        }
        if (!checked.isDamaged()) {
            return List.of(
                    damaged == 1
                            ? "what was damaged is repaired; the next builds make again what was"
                                    + " dropped"
                            : damaged
                                    + " things were damaged and are repaired; the next builds make"
                                    + " again what was dropped");
        }
        boolean alone = checked.repaired();
        String all =
                paint.red(damaged == 1 ? "one thing is damaged" : damaged + " things are damaged");
        return List.of(
                alone
                        ? all + ", and not all of it can firn repair: see above"
                        : all + "; to drop what is, and nothing else: firn check --repair");
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
