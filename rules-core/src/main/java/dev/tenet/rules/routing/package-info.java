/** Which session takes which work: rules, the live fleet, and the router that joins them. */
package dev.tenet.rules.routing;
