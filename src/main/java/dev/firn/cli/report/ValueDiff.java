package dev.firn.cli.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import dev.firn.cli.console.Text;
import dev.firn.key.KeyChange;
import dev.firn.key.KeyPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The difference between two values of a key, for people: line by line, and where a value is one
/// long line, by the words or the paths in it.
final class ValueDiff {

    /// The names of what is code, in which words say little without the others.
    private static final Pattern CODE = Pattern.compile("(pre|post)[A-Z].*|.*(Phase|Command|Hook)");

    private static final int CONTEXT = 1;
    private static final int LONG = 60;

    /// File names and positions, which say nothing here.
    private static final int HEADER_LINES = 2;

    private ValueDiff() {}

    /// Lines that begin with `-`, `+` or a blank; `...` stands for what is the same.
    ///
    /// @param change its values are bytes, one char each
    static List<String> of(KeyChange change) {
        Optional<String> before = change.before().map(value -> plain(change.kind(), value));
        Optional<String> after = change.after().map(value -> plain(change.kind(), value));
        if (before.equals(after)) {
            before = change.before();
            after = change.after();
        }
        if (before.orElse("").isEmpty() && after.orElse("").isEmpty()) {
            return List.of();
        }
        String separator =
                CODE.matcher(change.name()).matches()
                        ? "\n"
                        : separator(before.orElse("") + after.orElse(""));
        List<String> old = pieces(before, separator);
        List<String> now = pieces(after, separator);
        Patch<String> patch = DiffUtils.diff(old, now);
        List<String> unified = UnifiedDiffUtils.generateUnifiedDiff("", "", old, patch, CONTEXT);
        List<String> lines = new ArrayList<>();
        for (int i = HEADER_LINES; i < unified.size(); i++) {
            String line = unified.get(i);
            boolean position = line.startsWith("@@");
            if (!position) {
                lines.add(Text.safe(Text.decoded(line)));
            } else if (!lines.isEmpty()) {
                lines.add("...");
            }
        }
        return lines;
    }

    /// The value without the attributes that the key has in front of it.
    private static String plain(KeyPart.Kind kind, String value) {
        boolean ofShell =
                switch (kind) {
                    case VARIABLE, FUNCTION -> true;
                    case PARENT, STEP, SANDBOX, INPUT, FILE, SHELL -> false;
                };
        String text = ofShell ? value.substring(value.indexOf(' ') + 1) : value;
        return ofShell && text.startsWith("= ") ? text.substring(2) : text;
    }

    private static List<String> pieces(Optional<String> value, String separator) {
        return value.isEmpty() ? List.of() : Arrays.asList(value.get().split(separator, -1));
    }

    private static String separator(String text) {
        if (text.indexOf('\n') >= 0 || text.length() < LONG) {
            return "\n";
        }
        return text.indexOf(":/") >= 0 ? ":" : " ";
    }
}
