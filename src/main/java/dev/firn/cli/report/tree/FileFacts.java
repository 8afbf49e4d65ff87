package dev.firn.cli.report.tree;

import com.google.gson.stream.JsonWriter;
import dev.firn.cli.console.Text;
import dev.firn.overlay.FileState;
import dev.firn.overlay.MergedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/// What `ls -l` says of a file.
final class FileFacts {

    private static final String LETTERS = "rwxrwxrwx";
    private static final int LINKS = 3;
    private static final int SIZE = 11;

    private FileFacts() {}

    /// As in `-rwxr-xr-x`.
    static String mode(FileState state) {
        char type = state.type() == 'f' ? '-' : state.type();
        StringBuilder mode = new StringBuilder().append(type);
        for (int i = 0; i < LETTERS.length(); i++) {
            boolean set = (state.mode() & (0400 >> i)) != 0;
            mode.append(set ? LETTERS.charAt(i) : '-');
        }
        special(mode, 3, (state.mode() & 04000) != 0, 's');
        special(mode, 6, (state.mode() & 02000) != 0, 's');
        special(mode, 9, (state.mode() & 01000) != 0, 't');
        return mode.toString();
    }

    private static void special(StringBuilder mode, int at, boolean set, char letter) {
        if (set) {
            mode.setCharAt(at, mode.charAt(at) == 'x' ? letter : Character.toUpperCase(letter));
        }
    }

    /// As in `0755`.
    static String octal(FileState state) {
        String digits = Integer.toOctalString(state.permissions());
        return "0".repeat(4 - digits.length()) + digits;
    }

    /// To the second, in UTC.
    static String time(FileTime time) {
        return time.toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// Mode, links, size and time in columns. A directory's links and size say nothing of the
    /// state.
    static String columns(FileState state) {
        String links = state.isDirectory() ? "-" : Integer.toString(state.links());
        String size = state.isDirectory() ? "-" : Long.toString(state.size());
        return mode(state)
                + ' '
                + Text.right(links, LINKS)
                + ' '
                + Text.right(size, SIZE)
                + ' '
                + time(state.modified());
    }

    /// Members of the object that is being written.
    static void write(MergedFile file, JsonWriter json) throws IOException {
        FileState state = file.state();
        json.name("type").value(String.valueOf(state.type()));
        json.name("mode").value(octal(state));
        if (state.type() == 'f') {
            json.name("size").value(state.size());
        }
        if (!state.isDirectory()) {
            json.name("links").value(state.links());
        }
        json.name("modified").value(state.modified().toInstant().toString());
        if (state.type() == 'l') {
            write("target", file.target(), json);
        }
    }

    /// A name; beside it its bytes in Base64 when it is not UTF-8.
    static void write(String member, String name, JsonWriter json) throws IOException {
        String text = Text.decoded(name);
        json.name(member).value(text);
        if (!Text.bytes(text).equals(name)) {
            byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
            json.name(member + "Base64").value(Base64.getEncoder().encodeToString(bytes));
        }
    }
}
