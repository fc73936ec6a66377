/** The condition language: typed expressions over facts, compiled once and evaluated without allocating. */
@NullMarked
package dev.tenet.rules.expression;

import org.jspecify.annotations.NullMarked;
