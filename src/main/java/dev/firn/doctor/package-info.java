/// Probes of the host: each tries the real thing and says what to do about a lack.
@NullMarked
package dev.firn.doctor;

import org.jspecify.annotations.NullMarked;
