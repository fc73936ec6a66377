/** SQL as text: its tokens by dialect, and the parameters that it names. */
package dev.tenet.rules.sql.internal.text;
