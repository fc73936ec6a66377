/** Text of an expression to a located tree and back. Knows nothing of types or evaluation. */
@NullMarked
package dev.tenet.rules.internal.syntax;

import org.jspecify.annotations.NullMarked;
