package dev.firn.cli;

import dev.firn.cli.action.Looks;
import dev.firn.cli.console.Text;
import dev.firn.cli.request.Settings;
import dev.firn.cli.request.look.FilesRequest;
import dev.firn.inspect.Listed;
import dev.firn.overlay.TreeVisitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The paths in a state, as far as they begin with what was typed: lines as those of [Completion].
/// A name that a shell would not take as it is stays out.
record StatePaths(Looks looks, Settings settings, Optional<String> build) {

    private static final Pattern PLAIN =
            Pattern.compile("[\\w.+,@%=-]+", Pattern.UNICODE_CHARACTER_CLASS);

    /// @param word a step, a colon, and the beginning of a path
    List<String> lines(String word) throws IOException {
        int colon = word.indexOf(':');
        String path = word.substring(colon + 1);
        String directory = path.substring(0, path.lastIndexOf('/') + 1);
        Children children = new Children(word.substring(0, colon + 1) + directory, word);
        looks.files(
                new FilesRequest(
                        settings,
                        build,
                        Optional.of(word.substring(0, colon)),
                        List.of(directory.isEmpty() ? "." : directory),
                        false),
                children);
        return children.lines;
    }

    /// Takes what is in the directory, which comes first, and leaves what is below that.
    private static final class Children implements TreeVisitor<Listed> {

        private final List<String> lines = new ArrayList<>();
        private final String head;
        private final String typed;
        private Optional<String> directory = Optional.empty();

        Children(String head, String typed) {
            this.head = head;
            this.typed = typed;
        }

        @Override
        public void visit(Listed found) throws IOException {
            int slash = found.path().lastIndexOf('/');
            String parent = found.path().substring(0, Math.max(0, slash));
            if (directory.isEmpty()) {
                directory = Optional.of(parent);
            }
            String name = Text.decoded(found.path().substring(slash + 1));
            if (parent.equals(directory.get()) && PLAIN.matcher(name).matches()) {
                String line = head + name + (found.file().type() == 'd' ? "/" : "");
                if (line.startsWith(typed)) {
                    lines.add(Completion.line(line, ""));
                }
            }
        }

        @Override
        public void closed(String path) {
            // Nothing of it can be named.
        }
    }
}
