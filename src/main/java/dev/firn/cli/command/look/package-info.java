/// Commands that look into what builds have left, and change nothing.
@NullMarked
package dev.firn.cli.command.look;

import org.jspecify.annotations.NullMarked;
