package dev.firn.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// Random edits of a package: attributes with Nix expressions for their values, over `tools.nix`.
final class RandomEdits {

    private static final List<String> HOOKS =
            List.of(
                    "Unpack",
                    "Patch",
                    "Configure",
                    "Build",
                    "Check",
                    "Install",
                    "Fixup",
                    "InstallCheck");

    private static final List<String> FLAGS =
            List.of(
                    "configureFlags",
                    "makeFlags",
                    "buildFlags",
                    "checkFlags",
                    "installFlags",
                    "patchFlags",
                    "cmakeFlags",
                    "ninjaFlags",
                    "mesonFlags");

    private static final List<String> TOGGLES =
            List.of(
                    "doCheck",
                    "doInstallCheck",
                    "dontStrip",
                    "dontConfigure",
                    "dontPatchShebangs",
                    "dontGzipMan",
                    "dontFixup",
                    "dontPatch",
                    "enableParallelBuilding",
                    "strictDeps");

    /// What every attribute may become that is the same for all packages.
    private static final Map<String, List<String>> CHOICES =
            Map.of(
                    "patches", List.of("[ ]", "[ greetingPatch ]"),
                    "outputs", List.of("[ \"out\" ]", "[ \"out\" \"dev\" ]"),
                    "buildInputs", List.of("[ ]", "[ library ]", "[ sample library ]"),
                    "propagatedBuildInputs", List.of("[ ]", "[ library ]"),
                    "prePhases", List.of("[ ]", "[ \"firstPhase\" ]"),
                    "preBuildPhases", List.of("[ ]", "[ \"extraPhase\" ]"),
                    "preInstallPhases", List.of("[ ]", "[ \"extraPhase\" \"otherPhase\" ]"),
                    "env",
                            List.of(
                                    "{ COLOUR = \"green\"; preWord = \"x\"; }",
                                    "{ wordFlags = \"y\"; }"),
                    "version", List.of("\"1\"", "\"2\""));

    private static final List<String> PHASES =
            List.of("firstPhase", "extraPhase", "otherPhase", "buildPhase", "checkPhase");

    private final Random random;
    private final RandomCode code;
    private final List<String> ownInputs;

    /// @param ownInputs Nix expressions, each a list, of what the package needs itself
    RandomEdits(Random random, List<String> ownInputs) {
        this.random = random;
        this.code = new RandomCode(random);
        this.ownInputs = List.copyOf(ownInputs);
    }

    /// The edit with up to three attributes added, changed or taken away.
    SortedMap<String, String> next(SortedMap<String, String> edit) {
        SortedMap<String, String> next = new TreeMap<>(edit);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            if (!next.isEmpty() && random.nextInt(4) == 0) {
                next.remove(code.oneOf(List.copyOf(next.keySet())));
            } else {
                change(next);
            }
        }
        return next;
    }

    private void change(SortedMap<String, String> edit) {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> {
                String hook = (random.nextBoolean() ? "pre" : "post") + code.oneOf(HOOKS);
                String before = edit.get(hook);
                boolean more = before != null && random.nextBoolean();
                String text = code.lines();
                edit.put(hook, more ? before + " + " + string(text) : string(text));
            }
            case 4 -> edit.put(code.oneOf(FLAGS), "[ \"V=" + code.word() + "\" ]");
            case 5 -> edit.put(code.oneOf(TOGGLES), String.valueOf(random.nextBoolean()));
            case 6, 7 -> edit.put(code.oneOf(RandomCode.FREE), string(code.word()));
            case 8 -> edit.put(code.oneOf(PHASES), string(code.lines()));
            case 9 -> edit.put("nativeBuildInputs", inputs());
            case 10 -> {
                String attribute = code.oneOf(List.copyOf(new TreeMap<>(CHOICES).keySet()));
                edit.put(attribute, code.oneOf(CHOICES.getOrDefault(attribute, List.of("null"))));
            }
            default -> edit.put(code.oneOf(RandomCode.FREE), string(code.lines()));
        }
    }

    private String inputs() {
        List<String> inputs = new ArrayList<>(ownInputs);
        for (String input : List.of("makeWrapper", "sample", "hookOnly", "wheel")) {
            if (random.nextInt(3) == 0) {
                inputs.add("[ " + input + " ]");
            }
        }
        return "[ ] ++ " + String.join(" ++ ", inputs.isEmpty() ? List.of("[ ]") : inputs);
    }

    private static String string(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$");
        return '"' + escaped.replace("\n", "\\n") + '"';
    }
}
