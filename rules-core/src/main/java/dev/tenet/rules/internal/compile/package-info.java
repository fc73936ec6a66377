/** Checks the types of a tree and compiles it to typed nodes. */
@NullMarked
package dev.tenet.rules.internal.compile;

import org.jspecify.annotations.NullMarked;
