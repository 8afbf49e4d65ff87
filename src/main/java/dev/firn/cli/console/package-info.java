/// How things look: text that is safe to show, colours, the live view of a build and its plain
/// counterpart.
@NullMarked
package dev.firn.cli.console;

import org.jspecify.annotations.NullMarked;
