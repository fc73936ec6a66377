/** What messages for people need. */
@NullMarked
package dev.tenet.rules.internal.text;

import org.jspecify.annotations.NullMarked;
