/// firn's entry point: reads settings, wires the parts together by hand, and turns outcomes into
/// an exit code.
@NullMarked
package dev.firn;

import org.jspecify.annotations.NullMarked;
