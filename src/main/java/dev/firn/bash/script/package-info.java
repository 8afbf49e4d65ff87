/// Bash text that dumps a shell's state, restores it or adds to it, and the reader of a dump.
///
/// All strings are bytes, one char a byte.
@NullMarked
package dev.firn.bash.script;

import org.jspecify.annotations.NullMarked;
