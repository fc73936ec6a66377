/** Tenet on the command line: one class for each command, one for each form of output. */
@NullMarked
package dev.tenet.rules.cli;

import org.jspecify.annotations.NullMarked;
