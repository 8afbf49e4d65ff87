/// What is said when a build is over: its results, its failure, where the time went.
@NullMarked
package dev.firn.cli.report;

import org.jspecify.annotations.NullMarked;
