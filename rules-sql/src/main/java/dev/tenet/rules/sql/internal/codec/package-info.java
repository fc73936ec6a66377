/** How values go into the four databases and come out of them, by dialect, and into one Java type for each of theirs. */
package dev.tenet.rules.sql.internal.codec;
