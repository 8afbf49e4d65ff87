/// The commands that keep the cache in order.
@NullMarked
package dev.firn.cli.command.keep;

import org.jspecify.annotations.NullMarked;
