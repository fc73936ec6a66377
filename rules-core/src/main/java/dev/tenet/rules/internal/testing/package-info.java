/** How rule tests are read, and how one is run. What comes of it is shown by {@code dev.tenet.rules.testing}. */
package dev.tenet.rules.internal.testing;
