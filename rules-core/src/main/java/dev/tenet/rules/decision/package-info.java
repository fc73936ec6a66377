/** Rule tables: ordered conditions that lead to outcomes. Every list of rules in Tenet is one. */
package dev.tenet.rules.decision;
