package dev.tenet.rules.internal.testing;

import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import java.util.List;
import java.util.Optional;

/** One thing that a test compares. What it does not name may be anything. */
sealed interface Expectation {
    /** Where its key stands. */
    Place place();

    /** What the router decides. */
    record Route(Place place, List<Wanted> wants) implements Expectation {}

    /** What becomes of assignments made one after the other. */
    record Assign(Place place, List<Step> steps) implements Expectation {}

    /** One step of a sequence of assignments. */
    sealed interface Step {
        /** The given request is assigned. */
        record Take(Place place, List<Wanted> wants) implements Step {}

        /** The assignment of an earlier step, counted from 1, is closed. */
        record Close(Place place, int number) implements Step {}
    }

    /** What the escalation rules say, in order. */
    record Escalations(Place place, List<Item> items) implements Expectation {}

    /** One escalation. */
    record Item(Place place, List<Wanted> wants) {}

    /** How a task stands against its target. */
    record Sla(Place place, List<Wanted> wants) implements Expectation {}

    /**
     * What a decision answers.
     *
     * @param rules the rules that decide, in order; empty when that is not compared
     * @param outputs the outputs of the one rule that decides, typed when the test runs
     * @param answers the outputs of every rule that decides
     */
    record Decision(Place place, Optional<Names> rules, Optional<MapNode> outputs, Optional<Answers> answers)
            implements Expectation {}

    /** Names of rules. */
    record Names(Node node, List<String> names) {}

    /** Outputs of several rules. */
    record Answers(Node node, List<MapNode> outputs) {}
}
