package dev.firn.cli.report;

import com.google.gson.stream.JsonWriter;
import dev.firn.cli.console.Text;
import dev.firn.nix.compare.Difference;
import dev.firn.nix.compare.Difference.Side;
import dev.firn.nix.compare.content.Cause;
import dev.firn.nix.compare.content.Spot;
import dev.firn.verify.Verification;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// `firn verify --json`: one object, on one line.
public final class VerificationJson {

    private VerificationJson() {}

    public static String of(Verification verification) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            json.name("derivation").value(verification.build().derivation());
            json.name("verdict").value(verification.verdict().name().toLowerCase(Locale.ROOT));
            json.name("reproducible");
            switch (verification.reproducible()) {
                case YES -> json.value(true);
                case NO -> json.value(false);
                case UNKNOWN -> json.nullValue();
            }
            json.name("forced").value(verification.build().forced());
            json.name("differences").beginArray();
            for (Difference difference : verification.comparison().differences()) {
                Set<String> causes = new TreeSet<>();
                for (Cause cause : difference.causes()) {
                    causes.add(name(cause));
                }
                String path = Text.decoded(difference.path());
                begin(json, difference.output(), path, name(difference.kind()), causes);
                if (difference.kind() instanceof Difference.Content content) {
                    unexplained(json, content.unexplained());
                }
                json.endObject();
            }
            for (String output : verification.unlisted()) {
                begin(json, output, "", "content", Set.of());
                json.endObject();
            }
            json.endArray();
            json.endObject();
        }
        return text.toString();
    }

    private static void begin(
            JsonWriter json, String output, String path, String kind, Set<String> causes)
            throws IOException {
        json.beginObject();
        json.name("output").value(output);
        json.name("path").value(path);
        json.name("kind").value(kind);
        json.name("causes").beginArray();
        for (String cause : causes) {
            json.value(cause);
        }
        json.endArray();
    }

    /// Where it is, and what.
    private static void unexplained(JsonWriter json, Optional<Spot> unexplained)
            throws IOException {
        if (unexplained.isPresent()) {
            Spot spot = unexplained.get();
            json.name("members").beginArray();
            for (String member : spot.members()) {
                json.value(Text.decoded(member));
            }
            json.endArray();
            json.name("unexplained").value(spot.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    private static String name(Difference.Kind kind) {
        return switch (kind) {
            case Difference.Missing(Side side) ->
                    switch (side) {
                        case OURS -> "only_in_clean_build";
                        case THEIRS -> "only_in_result";
                    };
            case Difference.Type _ -> "type";
            case Difference.Executable _ -> "executable";
            case Difference.Target _ -> "target";
            case Difference.Content _ -> "content";
            case Difference.Name _ -> "name";
        };
    }

    private static String name(Cause cause) {
        return switch (cause) {
            case Cause.BuildId _ -> "build_id";
            case Cause.CutPath() -> "cut_path";
            case Cause.PackedPath _ -> "packed_path";
        };
    }
}
