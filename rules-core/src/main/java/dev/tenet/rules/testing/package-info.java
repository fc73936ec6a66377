/** Tests of rules, written as data beside the rules and run without a line of code. */
package dev.tenet.rules.testing;
