package dev.firn.cli.report.tree;

import dev.firn.cli.console.Console;
import dev.firn.cli.console.Text;
import java.util.ArrayList;
import java.util.List;

/// Directories that could not be looked into.
final class Closed {

    private static final int SHOWN = 5;

    private final List<String> first = new ArrayList<>();
    private long count;

    void add(String path) {
        count++;
        if (first.size() < SHOWN) {
            first.add(path);
        }
    }

    void tell(Console console) {
        if (count == 0) {
            return;
        }
        console.tell("firn: not looked into, as the build has closed them to everybody:");
        for (String path : first) {
            console.tell("  /" + Text.safe(Text.decoded(path)));
        }
        if (count > first.size()) {
            console.tell("  and " + (count - first.size()) + " more");
        }
    }
}
