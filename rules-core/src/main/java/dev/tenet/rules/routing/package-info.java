/**
 * Which session takes which work: rules, the live fleet, and the router that joins them.
 *
 * <p>The host feeds a {@link dev.tenet.rules.routing.Fleet} with {@link dev.tenet.rules.routing.Session sessions}, one
 * by one or by whole {@linkplain dev.tenet.rules.routing.Fleet#reconcile scans} (a
 * {@link dev.tenet.rules.routing.PoolCollector} gathers them from many places at once), and asks a
 * {@link dev.tenet.rules.routing.Router}: {@code route} only decides, {@code assign} takes what it decided upon until
 * the {@link dev.tenet.rules.routing.Assignment} is closed, {@code explain} says why.
 *
 * <p>Rules are the data of {@link dev.tenet.rules.routing.RoutingRules}; nothing here knows a session or a task type by
 * name. Clock, seed and executor are the host's.
 */
package dev.tenet.rules.routing;
