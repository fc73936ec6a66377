/** The settings of a host's pages as typed values: theme, dashboard panels, tables. */
package dev.tenet.rules.ui;
