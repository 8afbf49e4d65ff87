package dev.firn.nix.result;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.firn.nix.drv.Attributes;
import dev.firn.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a derivation says about an output's size and what it may refer to. Each word of a list is
/// a store path or the name of an output.
record ReferenceRules(
        Optional<List<String>> allowedReferences,
        Optional<List<String>> allowedRequisites,
        Optional<List<String>> disallowedReferences,
        Optional<List<String>> disallowedRequisites,
        OptionalLong maxSize,
        OptionalLong maxClosureSize,
        boolean ignoreSelfRefs) {

    /// The rules for one output: from the attributes of all outputs, or, if attributes are
    /// structured, from `outputChecks.<output>`.
    static ReferenceRules of(
            Attributes attributes, Optional<JsonObject> structured, String output) {
        if (structured.isEmpty()) {
            return new ReferenceRules(
                    attributes.strings("allowedReferences"),
                    attributes.strings("allowedRequisites"),
                    attributes.strings("disallowedReferences"),
                    attributes.strings("disallowedRequisites"),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    true);
        }
        JsonObject checks = new JsonObject();
        if (structured.get().get("outputChecks") instanceof JsonObject all
                && all.get(output) instanceof JsonObject own) {
            checks = own;
        }
        return new ReferenceRules(
                strings(checks, "allowedReferences"),
                strings(checks, "allowedRequisites"),
                strings(checks, "disallowedReferences"),
                strings(checks, "disallowedRequisites"),
                number(checks, "maxSize"),
                number(checks, "maxClosureSize"),
                // No version of Nix reads ignoreSelfRefs here.
                false);
    }

    /// Whether the output is not to be scanned for references at all.
    static boolean discardsReferences(Optional<JsonObject> structured, String output) {
        return structured.isPresent()
                && structured.get().get("unsafeDiscardReferences") instanceof JsonObject all
                && flag(all, output, false);
    }

    private static Optional<List<String>> strings(JsonObject checks, String name) {
        JsonElement value = checks.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isJsonArray()) {
            throw mustBe(name, "a list of strings");
        }
        List<String> strings = new ArrayList<>();
        for (JsonElement element : value.getAsJsonArray()) {
            if (!(element instanceof JsonPrimitive primitive) || !primitive.isString()) {
                throw mustBe(name, "a list of strings");
            }
            strings.add(primitive.getAsString());
        }
        return Optional.of(strings);
    }

    private static OptionalLong number(JsonObject checks, String name) {
        JsonElement value = checks.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            return OptionalLong.of(primitive.getAsLong());
        }
        throw mustBe(name, "a number");
    }

    private static boolean flag(JsonObject checks, String name, boolean otherwise) {
        JsonElement value = checks.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        throw mustBe(name, "true or false");
    }

    private static Problem mustBe(String name, String expected) {
        return new Problem(
                Problem.Kind.INPUTS,
                "the attribute '" + name + "' of the derivation must be " + expected,
                "",
                "change it in the Nix expression");
    }
}
