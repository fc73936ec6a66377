package dev.tenet.rules;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What became of a look at the folder of a {@link LiveRuleSet}. Immutable. {@code toString()} is for people. */
public sealed interface ReloadEvent {
    /** When it was, on the clock of the live rule set. */
    Instant at();

    /**
     * New rules are live.
     *
     * @param at since when
     * @param version their number, 1 more than that of the rules before
     * @param rules the rules
     * @param diff what changed; empty where only comments, order or places did
     * @param problems what the load and the gates warn of
     */
    record Applied(Instant at, long version, RuleSet rules, RuleSetDiff diff, List<Problem> problems)
            implements ReloadEvent {
        /** Takes its own copy of the list. */
        public Applied {
            problems = List.copyOf(problems);
        }

        @Override
        public String toString() {
            return "rules version " + version + " are live: " + summary(diff);
        }
    }

    /**
     * What lies in the folder was refused; the rules in use stay in use.
     *
     * @param at when
     * @param version the number of the rules that stay
     * @param problems why, warnings included
     */
    record Refused(Instant at, long version, List<Problem> problems) implements ReloadEvent {
        /** Takes its own copy of the list. */
        public Refused {
            problems = List.copyOf(problems);
        }

        @Override
        public String toString() {
            return problems.stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .map(Problem::toString)
                    .collect(Collectors.joining("\n", "rules refused, version " + version + " stays:\n", ""));
        }
    }

    /**
     * The host went back to the rules before.
     *
     * @param at since when they are live again
     * @param version their new number: numbers never go back
     * @param rules the rules
     * @param diff what changed
     */
    record RolledBack(Instant at, long version, RuleSet rules, RuleSetDiff diff) implements ReloadEvent {
        @Override
        public String toString() {
            return "rolled back, as rules version " + version + ": " + summary(diff);
        }
    }

    private static String summary(RuleSetDiff diff) {
        int count = diff.changes().size();
        String paths = diff.changes().stream()
                .limit(10)
                .map(RuleSetDiff.Change::path)
                .collect(Collectors.joining(", ", " (", count > 10 ? ", ...)" : ")"));
        return count == 0 ? "no value changed" : count + (count == 1 ? " value" : " values") + " changed" + paths;
    }
}
