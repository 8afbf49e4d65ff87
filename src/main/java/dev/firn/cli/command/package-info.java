/// The commands: what was typed becomes a request, what came of it is shown.
@NullMarked
package dev.firn.cli.command;

import org.jspecify.annotations.NullMarked;
