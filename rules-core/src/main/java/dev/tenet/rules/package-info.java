/**
 * Rule sets: loading a folder of YAML into an immutable value, and telling where every value in it came from.
 *
 * <p>A rule set is read once, checked as a whole and then shared freely between threads.
 */
package dev.tenet.rules;
