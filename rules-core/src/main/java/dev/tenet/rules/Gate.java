package dev.tenet.rules;

import java.util.List;

/**
 * What rules must pass before a {@link LiveRuleSet} lets them go live, beyond what a load checks: that templates fit
 * the live database, that every function of a workflow is bound.
 *
 * <p>A gate is asked on the thread that reloads, one candidate at a time, while the rules in use stay in use. It may
 * take its time; closing the live rule set interrupts it.
 */
@FunctionalInterface
public interface Gate {
    /**
     * Examines rules that are not live yet.
     *
     * @param candidate rules that were loaded without an error
     * @return what is wrong with them; an error refuses them, a warning is passed on. A gate that throws refuses them,
     *     too.
     */
    List<Problem> check(RuleSet candidate);
}
