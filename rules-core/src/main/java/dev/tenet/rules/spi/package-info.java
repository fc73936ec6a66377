/** How a section of the rules is typed: implement {@link dev.tenet.rules.spi.RuleSection} to add one. */
package dev.tenet.rules.spi;
