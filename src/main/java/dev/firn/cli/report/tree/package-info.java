/// How the files of states and their differences look.
@NullMarked
package dev.firn.cli.report.tree;

import org.jspecify.annotations.NullMarked;
