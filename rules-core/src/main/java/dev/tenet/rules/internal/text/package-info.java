/** Suggestions for misspelt names. */
package dev.tenet.rules.internal.text;
