/// The commands: what the user typed becomes a request, an outcome becomes an exit code. The only
/// packages that print are this one and those below it.
@NullMarked
package dev.firn.cli;

import org.jspecify.annotations.NullMarked;
