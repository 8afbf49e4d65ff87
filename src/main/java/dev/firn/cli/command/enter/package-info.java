/// Commands that run something in the state of a build.
@NullMarked
package dev.firn.cli.command.enter;

import org.jspecify.annotations.NullMarked;
