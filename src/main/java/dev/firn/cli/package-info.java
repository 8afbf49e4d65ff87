/// The command line: finds the command, parses its words, and turns whatever happens into an exit
/// status. Only this package and those below it print.
@NullMarked
package dev.firn.cli;

import org.jspecify.annotations.NullMarked;
