package dev.tenet.rules.internal.testing;

import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.decision.HitPolicyException;
import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.sla.NoSlaTargetException;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One run of one test: what it found wrong, and what it reached. */
public final class CaseRun {
    private final TestCase test;
    private final RuleSet rules;
    private final Problems problems = new Problems();
    private final Reached reached = new Reached();

    private CaseRun(TestCase test, RuleSet rules) {
        this.test = test;
        this.rules = rules;
    }

    /** Runs a test against rules. */
    public static CaseRun of(TestCase test, RuleSet rules) {
        CaseRun run = new CaseRun(test, rules);
        for (Expectation expectation : test.expectations()) {
            try {
                run.check(expectation);
            } catch (EvaluationException | HitPolicyException | NoSlaTargetException failure) {
                run.fail(expectation.place(), String.valueOf(failure.getMessage()), "", List.of());
            }
        }
        return run;
    }

    /** What the test found wrong, in the order of places; empty if it passed. */
    public List<Problem> failures() {
        return problems.sorted();
    }

    /** What the test reached. */
    public Reached reached() {
        return reached;
    }

    private void check(Expectation expectation) {
        if (expectation instanceof Expectation.Route route) {
            RouteCheck.of(this).check(route);
        } else if (expectation instanceof Expectation.Assign assign) {
            RouteCheck.of(this).check(assign);
        } else if (expectation instanceof Expectation.Escalations escalations) {
            SlaCheck.check(escalations, this);
        } else if (expectation instanceof Expectation.Sla sla) {
            SlaCheck.check(sla, this);
        } else if (expectation instanceof Expectation.Decision decision) {
            DecisionCheck.check(decision, this);
        } else {
            throw new AssertionError(expectation);
        }
    }

    RuleSet rules() {
        return rules;
    }

    Given given() {
        return test.given();
    }

    Problems problems() {
        return problems;
    }

    void fail(Place at, String message, String hint, List<Problem.Related> related) {
        problems.error(
                "rule-test-failed",
                at,
                '"' + test.name() + "\": " + message,
                hint,
                related.toArray(new Problem.Related[0]));
    }

    /** Says why a value is another than wanted. */
    @FunctionalInterface
    interface Why {
        /** A clause; empty where there is nothing to add. */
        String of(Wanted wanted);
    }

    /**
     * Compares what is wanted with what came.
     *
     * @param actual what came, by key
     * @param all what came as one line, for what it says nothing about
     * @param related the rules that took part
     */
    void compare(List<Wanted> wants, Map<String, Object> actual, String all, Why why, List<Problem.Related> related) {
        for (Wanted wanted : wants) {
            String expected = "expected " + wanted.key() + " " + text(wanted.key(), wanted.value());
            Object got = actual.get(wanted.key());
            if (got == null) {
                fail(wanted.node().place(), expected + ", got none: " + all, why.of(wanted), related);
            } else if (!wanted.isMetBy(got)) {
                fail(wanted.node().place(), expected + ", got " + text(wanted.key(), got), why.of(wanted), related);
            }
        }
    }

    /** A value as a test would write it. */
    static String text(String key, Object value) {
        if (value instanceof String text) {
            return '"' + text + '"';
        } else if (value instanceof Duration length && key.endsWith("_minutes")) {
            return number(length.toNanos() / 60e9);
        } else if (value instanceof Duration length) {
            return Lengths.words(length);
        } else if (value instanceof Double number) {
            return number(number);
        }
        return String.valueOf(value);
    }

    private static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }
}
