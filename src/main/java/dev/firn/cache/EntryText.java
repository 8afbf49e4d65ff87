package dev.firn.cache;

import dev.firn.digest.Digest;
import dev.firn.recipe.sight.Revealed;
import dev.firn.store.LayerId;
import dev.firn.store.file.Summed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// An entry as its file holds it: lines, and a sum as the last one ([Summed]).
///
/// ```
/// layer k3v...     reveal        joined                         same 5e88...
/// parent 9qe...    name CFLAGS   reason a file stays open: 7    run 0ab...
/// end 1c291ca3     end 8a9136aa  end 62a8ab43                   end f7b2c0d1
/// ```
///
/// `reveal` may have the line `everything`; `same` names the key under which the layer is.
public sealed interface EntryText {

    /// @param parent of the layer; an entry whose layer stands on something else than the chain at
    ///     hand is stale
    record ToLayer(LayerId layer, Optional<LayerId> parent) implements EntryText {}

    /// @param key under which the layer is
    /// @param run names what is kept of the later run
    record ToSame(Digest key, LayerId run) implements EntryText {}

    record Complete(Entry entry) implements EntryText {}

    /// @param file where it is going to be
    static byte[] of(Path file, Entry entry) {
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
                for (String name : reveal.revealed().names()) {
                    text.append("name ").append(name).append('\n');
                }
                if (reveal.revealed().everything()) {
                    text.append("everything\n");
                }
            }
            case Entry.Same same -> {
                Digest key = same.layer().record().sealing().key().orElseThrow();
                text.append("same ").append(key.hex()).append('\n');
                text.append("run ").append(same.run()).append('\n');
            }
            case Entry.Joined joined ->
                    text.append("joined\nreason ").append(joined.reason()).append('\n');
        }
        return Summed.of(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// @return nothing when this is not an entry
    static Optional<EntryText> parse(Path file, byte[] whole) {
        Optional<byte[]> content = Summed.content(file, whole);
        List<String> lines =
                content.isEmpty()
                        ? List.of()
                        : lines(new String(content.get(), StandardCharsets.UTF_8));
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String head = lines.getFirst();
        List<String> rest = lines.subList(1, lines.size());
        if (head.startsWith("layer ")) {
            return layer(head.substring("layer ".length()), rest);
        }
        if (head.equals("reveal")) {
            return Optional.of(new Complete(reveal(rest)));
        }
        if (head.startsWith("same ") && rest.size() == 1) {
            return same(head.substring("same ".length()), rest.getFirst());
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

    private static Entry reveal(List<String> lines) {
        TreeSet<String> names = new TreeSet<>();
        boolean everything = false;
        for (String line : lines) {
            everything |= line.equals("everything");
            if (line.startsWith("name ")) {
                names.add(line.substring("name ".length()));
            }
        }
        return new Entry.Reveal(new Revealed(names, everything));
    }

    private static Optional<EntryText> same(String key, String run) {
        String name = run.substring(run.indexOf(' ') + 1);
        return key.length() == 2 * Digest.LENGTH && LayerId.isLayerId(name)
                ? Optional.of(new ToSame(Digest.parse(key), new LayerId(name)))
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
