package dev.firn.cli;

import dev.firn.cache.BuildRecord;
import dev.firn.cache.PackageName;
import dev.firn.cache.StepOutcome;
import dev.firn.cache.StepRecord;
import dev.firn.cli.action.Looks;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.BuildsRequest;
import dev.firn.cli.request.look.ListRequest;
import dev.firn.history.Side;
import dev.firn.store.LayerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The names of what has been built, as far as they begin with what was typed: lines as those of
/// [Completion].
///
/// @param build whose steps are meant; the last one's when empty
record Past(Looks looks, Settings settings, Optional<String> build) {

    /// So many builds are looked through for names.
    private static final int MOST = 30;

    List<String> steps(String typed, boolean sided) throws IOException {
        return steps(typed, "", sided);
    }

    /// @param end what follows a step's name on the line
    /// @param sided whether a side of the step can be named
    List<String> steps(String typed, String end, boolean sided) throws IOException {
        BuildRecord record = looks.list(new ListRequest(settings, build));
        List<String> lines = new ArrayList<>();
        int at = typed.indexOf('@');
        String name = at < 0 ? typed : typed.substring(0, at);
        for (StepRecord step : record.steps()) {
            if (at < 0 && step.name().startsWith(name)) {
                boolean ran = step.outcome() == StepOutcome.RUN;
                String outcome = ran ? "ran" : step.outcome().name().toLowerCase(Locale.ROOT);
                lines.add(Completion.line(step.name() + end, outcome + ", " + record.name()));
            }
            if (sided && step.name().equals(name)) {
                for (Side side : sides(step)) {
                    String text = step.name() + '@' + side.word();
                    if (text.startsWith(typed)) {
                        lines.add(Completion.line(text + end, record.name()));
                    }
                }
            }
        }
        return lines.isEmpty() && at < 0 ? layers(typed, end) : lines;
    }

    private static List<Side> sides(StepRecord step) {
        Side last = step.outcome() == StepOutcome.FAILED ? Side.FAILED : Side.AFTER;
        return List.of(Side.BEFORE, last);
    }

    private List<String> layers(String typed, String end) throws IOException {
        Set<String> seen = new LinkedHashSet<>();
        for (BuildRecord record : recent()) {
            for (StepRecord step : record.steps()) {
                String id = step.layer().map(LayerId::value).orElse("");
                if (!id.isEmpty() && id.startsWith(typed)) {
                    seen.add(Completion.line(id + end, step.name() + ", " + record.name()));
                }
            }
        }
        return List.copyOf(seen);
    }

    /// Packages, then ids.
    List<String> builds(String typed) throws IOException {
        List<String> lines = new ArrayList<>(packages(typed));
        for (BuildRecord record : recent()) {
            if (record.id().startsWith(typed)) {
                String end = record.end().name().toLowerCase(Locale.ROOT);
                lines.add(Completion.line(record.id(), record.name() + ", " + end));
            }
        }
        return lines;
    }

    List<String> packages(String typed) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (BuildRecord record : recent()) {
            String name = PackageName.ofDerivation(record.name()).value();
            if (name.startsWith(typed)) {
                names.add(Completion.line(name, "its newest build"));
            }
        }
        return List.copyOf(names);
    }

    private List<BuildRecord> recent() throws IOException {
        return looks.builds(new BuildsRequest(settings, Optional.empty(), MOST));
    }
}
