/// What the user asked for, as the user said it: nothing is looked up or checked against the world.
@NullMarked
package dev.firn.cli.request;

import org.jspecify.annotations.NullMarked;
