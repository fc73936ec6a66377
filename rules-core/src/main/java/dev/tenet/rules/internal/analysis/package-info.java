/** Finds, without facts, what is wrong with the rules of a table: rules that cannot decide, overlaps and gaps. */
@NullMarked
package dev.tenet.rules.internal.analysis;

import org.jspecify.annotations.NullMarked;
