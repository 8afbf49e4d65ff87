/// What the commands call.
@NullMarked
package dev.firn.cli.action;

import org.jspecify.annotations.NullMarked;
