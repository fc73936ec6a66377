package dev.tenet.rules.decision;

import dev.tenet.rules.expression.ExpressionExplanation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a {@link RuleTable} decided as it did: what became of each rule, in table order, with the values it saw.
 *
 * @param hitPolicy how many rules may decide
 * @param entries what became of each rule
 * @param deciding the rules that decide, as {@link RuleTable#evaluate} gives them; none where that throws
 * @param <O> the type of the outcomes
 */
public record Explanation<O>(HitPolicy hitPolicy, List<Entry<O>> entries, List<Rule<O>> deciding) {

    /** Takes its own copies of the lists. */
    public Explanation {
        entries = List.copyOf(entries);
        deciding = List.copyOf(deciding);
    }

    /** What became of a rule. */
    public enum Verdict {
        /** The condition is TRUE. */
        MATCHED("matched"),
        /** The condition is FALSE. */
        NOT_MATCHED("not matched"),
        /** The condition cannot be decided, because a value that it needs is NULL or missing. */
        UNKNOWN("unknown"),
        /** The condition met a value that it cannot work with; {@code evaluate} throws there. */
        FAILED("failed"),
        /** An earlier rule, or an error, had ended the evaluation. */
        NOT_EVALUATED("not evaluated"),
        /** The rule is switched off. */
        DISABLED("disabled"),
        /** The moment lies outside the rule's effective time. */
        NOT_EFFECTIVE("not effective");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * What became of one rule.
     *
     * @param rule the rule
     * @param verdict what became of it
     * @param condition what its condition came to and the values seen; empty when it was not evaluated
     */
    public record Entry<O>(Rule<O> rule, Verdict verdict, Optional<ExpressionExplanation> condition) {

        /** Whether the condition is unknown and a fact that it reads was missing altogether. */
        public boolean unknownByMissingFact() {
            return verdict == Verdict.UNKNOWN
                    && condition
                            .map(ExpressionExplanation::isUnknownByMissingFact)
                            .orElse(false);
        }

        /** One line: verdict, rule, place, and the values seen. */
        @Override
        public String toString() {
            String mark = unknownByMissingFact() ? verdict + " (a fact is missing)" : verdict.toString();
            String seen = condition
                    .map(explained ->
                            explained.reads().stream().map(Object::toString).collect(Collectors.joining(", ")))
                    .filter(reads -> !reads.isEmpty())
                    .map(reads -> "; " + reads)
                    .orElse("");
            String failure = condition
                    .flatMap(ExpressionExplanation::failure)
                    .map(message -> "; " + message)
                    .orElse("");
            return mark + ": " + rule + seen + failure;
        }
    }

    /** One line for each rule. */
    @Override
    public String toString() {
        return entries.stream()
                .map(Entry::toString)
                .collect(Collectors.joining(
                        "\n",
                        "hit policy " + hitPolicy.yamlName() + ", "
                                + (deciding.isEmpty() ? "no rule decides" : "decided by " + ids(deciding)) + "\n",
                        ""));
    }

    private static String ids(List<? extends Rule<?>> rules) {
        return rules.stream().map(Rule::id).collect(Collectors.joining(", "));
    }
}
