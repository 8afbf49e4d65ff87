/// What was asked of those who keep the cache in order.
@NullMarked
package dev.firn.cli.request.keep;

import org.jspecify.annotations.NullMarked;
