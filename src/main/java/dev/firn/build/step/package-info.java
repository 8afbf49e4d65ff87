/// The process of a step, as the step loop knows it: how it is started, followed, and ends.
@NullMarked
package dev.firn.build.step;

import org.jspecify.annotations.NullMarked;
