package dev.firn.bash.script;

import dev.firn.bash.Setting;
import dev.firn.bash.Setting.Kind;
import dev.firn.bash.Value;
import java.io.IOException;
import java.util.Map;

/// Reads what builtins print about the shell's settings.
final class BuiltinOutput {

    private BuiltinOutput() {}

    /// `trap -p`: lines like `trap -- 'command' SIGTERM`; a command may have several lines.
    static void traps(String text, Map<Setting, Value> settings) throws IOException {
        Cursor cursor = new Cursor(text);
        while (!cursor.atEnd()) {
            cursor.expect("trap -- ");
            String command = cursor.word(" ");
            cursor.expect(" ");
            settings.put(Kind.TRAP.of(cursor.until('\n')), new Value.Scalar(command));
        }
    }

    /// `alias -p`: lines like `alias name='value'`; a value may have several lines.
    static void aliases(String text, Map<Setting, Value> settings) throws IOException {
        Cursor cursor = new Cursor(text);
        while (!cursor.atEnd()) {
            cursor.expect("alias ");
            cursor.skip("-- ");
            String name = cursor.until('=');
            settings.put(Kind.ALIAS.of(name), new Value.Scalar(cursor.word("\n")));
            cursor.expect("\n");
        }
    }

    /// `shopt -p`: lines like `shopt -s name`.
    static void shopt(String text, Map<Setting, Value> settings) throws IOException {
        Cursor cursor = new Cursor(text);
        while (!cursor.atEnd()) {
            boolean on = cursor.skip("shopt -s ");
            if (!on) {
                cursor.expect("shopt -u ");
            }
            settings.put(Kind.SHOPT.of(cursor.until('\n')), new Value.Scalar(on ? "on" : "off"));
        }
    }

    /// `enable -n`: lines like `enable -n name`.
    static void disabled(String text, Map<Setting, Value> settings) throws IOException {
        Cursor cursor = new Cursor(text);
        while (!cursor.atEnd()) {
            cursor.expect("enable -n ");
            settings.put(Kind.DISABLED.of(cursor.until('\n')), new Value.Scalar(""));
        }
    }

    /// `ulimit -a`: lines like `open files   (-n) 1024`. The size of a pipe cannot be set.
    static void limits(String text, Kind kind, Map<Setting, Value> settings) throws IOException {
        Cursor cursor = new Cursor(text);
        while (!cursor.atEnd()) {
            String line = cursor.until('\n');
            int letter = line.lastIndexOf('-', line.lastIndexOf(')')) + 1;
            String limit = line.substring(line.lastIndexOf(' ') + 1);
            if (letter > 0 && line.charAt(letter) != 'p') {
                settings.put(kind.of(line.substring(letter, letter + 1)), new Value.Scalar(limit));
            }
        }
    }
}
