package dev.tenet.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gates of a live rule set, asked one after the other, all of them, so that one reload shows all problems. */
final class Gates {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRuleSet.class);

    private final SourceLocation place;
    private final List<Named> gates = new CopyOnWriteArrayList<>();

    private record Named(String name, Gate gate) {}

    /** @param folder what problems without a place of their own point at */
    Gates(String folder) {
        this.place = new SourceLocation("base", folder, 0, 0);
    }

    /** Adds a gate, behind those that are there. */
    @SuppressWarnings("ReferenceEquality") // the same gate twice is two
    Registration add(String name, Gate gate) {
        Named added = new Named(name, gate);
        gates.add(added);
        return () -> gates.removeIf(other -> other == added);
    }

    List<Problem> check(RuleSet candidate) {
        List<Problem> problems = new ArrayList<>();
        for (Named named : gates) {
            problems.addAll(check(named, candidate));
        }
        return problems;
    }

    private List<Problem> check(Named named, RuleSet candidate) {
        try {
            return List.copyOf(named.gate().check(candidate));
        } catch (RuntimeException | Error e) {
            LOG.error("The gate \"{}\" failed", named.name(), e);
            String message = "the gate \"" + named.name() + "\" failed: " + e;
            return List.of(new Problem(
                    Severity.ERROR, "gate-failed", place, message, "its stack trace is in the log", List.of(), ""));
        }
    }
}
