/// Why a step has to run: its key against those of earlier layers, and the difference in words.
@NullMarked
package dev.firn.build.reason;

import org.jspecify.annotations.NullMarked;
