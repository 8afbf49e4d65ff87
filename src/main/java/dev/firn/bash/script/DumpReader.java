package dev.firn.bash.script;

import dev.firn.bash.Setting;
import dev.firn.bash.Setting.Kind;
import dev.firn.bash.ShellFunction;
import dev.firn.bash.ShellState;
import dev.firn.bash.SpecialVariables;
import dev.firn.bash.Value;
import dev.firn.bash.Variable;
import dev.firn.linux.Confined;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the files of a dump: the order of fields is that of [DumpScript].
final class DumpReader {

    private final Confined files;
    private final String dump;
    private final SortedMap<Setting, Value> settings = new TreeMap<>();

    /// @param files below the directory in which there is the dump
    /// @param dump its name there
    DumpReader(Confined files, String dump) {
        this.files = files;
        this.dump = dump;
    }

    ShellState state() throws IOException {
        SortedMap<String, Variable> variables = Declarations.parse(file("variables"));
        keepSpecials(variables);
        shell(new Fields(file("shell")));
        BuiltinOutput.traps(file("traps"), settings);
        BuiltinOutput.disabled(file("disabled"), settings);
        environ(new Fields(file("environ")));
        return new ShellState(variables, functions(), settings);
    }

    private void keepSpecials(SortedMap<String, Variable> variables) {
        for (String name : SpecialVariables.CAN_BE_DROPPED) {
            if (!variables.containsKey(name)) {
                put(Kind.DROPPED.of(name), "");
            }
        }
        Iterator<Map.Entry<String, Variable>> all = variables.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Variable> entry = all.next();
            String name = entry.getKey();
            boolean special = SpecialVariables.KEPT_BY_BASH.contains(name);
            if (special && entry.getValue().isExported() && !name.equals("_")) {
                put(Kind.EXPORTED.of(name), "");
            }
            if (special || isOurs(name)) {
                all.remove();
            }
        }
    }

    private void shell(Fields fields) throws IOException {
        for (String option : fields.next().split(":")) {
            if (!option.isEmpty()) {
                put(Kind.OPTION.of(option), "on");
            }
        }
        put(Kind.SECONDS.only(), fields.next());
        put(Kind.ZERO.only(), fields.next());
        SortedMap<Long, String> arguments = new TreeMap<>();
        int count = Integer.parseInt(fields.next());
        for (long i = 1; i <= count; i++) {
            arguments.put(i, fields.next());
        }
        settings.put(Kind.ARGUMENTS.only(), new Value.Indexed(arguments));
        put(Kind.UMASK.only(), fields.line());
        BuiltinOutput.shopt(fields.next(), settings);
        BuiltinOutput.aliases(fields.next(), settings);
        BuiltinOutput.limits(fields.next(), Kind.SOFT_LIMIT, settings);
        BuiltinOutput.limits(fields.next(), Kind.HARD_LIMIT, settings);
        put(Kind.DIRECTORY.only(), fields.line());
        SortedMap<Long, String> stack = new TreeMap<>();
        for (String entry = fields.line(); !entry.isEmpty(); entry = fields.line()) {
            stack.put((long) stack.size(), entry);
        }
        if (!stack.isEmpty()) {
            settings.put(Kind.STACK.only(), new Value.Indexed(stack));
        }
    }

    private SortedMap<String, ShellFunction> functions() throws IOException {
        SortedMap<String, ShellFunction> functions = new TreeMap<>();
        Fields texts = new Fields(file("functions"));
        Cursor names = new Cursor(file("names"));
        while (!names.atEnd()) {
            names.expect("declare -f");
            char[] flags = names.until(' ').toCharArray();
            Arrays.sort(flags);
            String name = names.until('\n');
            String text = texts.next();
            if (!isOurs(name)) {
                functions.put(name, new ShellFunction(new String(flags), text));
            }
        }
        return functions;
    }

    /// Exported functions are in the environment under names that are no identifiers, too, but bash
    /// has made functions of them.
    private void environ(Fields entries) throws IOException {
        while (entries.hasNext()) {
            String entry = entries.next();
            int equals = entry.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String name = entry.substring(0, equals);
            String value = entry.substring(equals + 1);
            boolean function = name.startsWith("BASH_FUNC_") && value.startsWith("() {");
            if (!function && !isIdentifier(name)) {
                put(Kind.ENVIRON.of(name), value);
            }
        }
    }

    private void put(Setting setting, String value) {
        settings.put(setting, new Value.Scalar(value));
    }

    private String file(String name) throws IOException {
        return files.text(dump + '/' + name);
    }

    private static boolean isOurs(String name) {
        return name.startsWith("__firn_");
    }

    private static boolean isIdentifier(String name) {
        return !name.isEmpty()
                && !(name.charAt(0) >= '0' && name.charAt(0) <= '9')
                && new Cursor(name).identifier().equals(name);
    }
}
