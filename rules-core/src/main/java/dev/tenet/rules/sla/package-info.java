/** How long work may take, and what is done when it takes longer. */
package dev.tenet.rules.sla;
