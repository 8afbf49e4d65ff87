package dev.firn.cache;

import dev.firn.store.LayerId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// An entry as its file holds it: lines, the last one `end`, so that a file that a crash of the
/// machine cut short is no entry.
///
/// ```
/// layer k3v...        reveal            joined
/// parent 9qe...       variable CFLAGS   reason a file stays open: 7
/// end                 end               end
/// ```
sealed interface EntryText {

    /// @param parent of the layer; an entry whose layer stands on something else than the chain at
    ///     hand is stale
    record ToLayer(LayerId layer, Optional<LayerId> parent) implements EntryText {}

    record Complete(Entry entry) implements EntryText {}

    static byte[] of(Entry entry) {
        StringBuilder text = new StringBuilder();
        switch (entry) {
            case Entry.Hit hit -> {
                text.append("layer ").append(hit.layer().id()).append('\n');
                if (hit.layer().parent().isPresent()) {
                    text.append("parent ").append(hit.layer().parent().get()).append('\n');
                }
            }
            case Entry.Reveal reveal -> {
                text.append("reveal\n");
                for (String name : reveal.names()) {
                    text.append("variable ").append(name).append('\n');
                }
            }
            case Entry.Joined joined ->
                    text.append("joined\nreason ").append(joined.reason()).append('\n');
        }
        return text.append("end\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /// @return nothing when this is not an entry
    static Optional<EntryText> parse(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<String> lines = lines(text);
        if (!text.endsWith("\n") || lines.size() < 2 || !lines.getLast().equals("end")) {
            return Optional.empty();
        }
        String head = lines.getFirst();
        List<String> rest = lines.subList(1, lines.size() - 1);
        if (head.startsWith("layer ")) {
            return layer(head.substring("layer ".length()), rest);
        }
        if (head.equals("reveal")) {
            TreeSet<String> names = new TreeSet<>();
            for (String line : rest) {
                names.add(line.substring(line.indexOf(' ') + 1));
            }
            return Optional.of(new Complete(new Entry.Reveal(names)));
        }
        if (head.equals("joined") && rest.size() == 1) {
            String reason = rest.getFirst();
            return Optional.of(
                    new Complete(new Entry.Joined(reason.substring(reason.indexOf(' ') + 1))));
        }
        return Optional.empty();
    }

    private static Optional<EntryText> layer(String id, List<String> rest) {
        Optional<LayerId> parent = Optional.empty();
        for (String line : rest) {
            String name = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith("parent ") && LayerId.isLayerId(name)) {
                parent = Optional.of(new LayerId(name));
            }
        }
        return LayerId.isLayerId(id)
                ? Optional.of(new ToLayer(new LayerId(id), parent))
                : Optional.empty();
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        return lines;
    }
}
