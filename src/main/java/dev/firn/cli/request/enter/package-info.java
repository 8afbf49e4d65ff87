/// What was asked to be run in a state.
@NullMarked
package dev.firn.cli.request.enter;

import org.jspecify.annotations.NullMarked;
