/// Machines to test on: real Nix of several versions, each with a store of its own.
@NullMarked
package dev.firn.testkit;

import org.jspecify.annotations.NullMarked;
