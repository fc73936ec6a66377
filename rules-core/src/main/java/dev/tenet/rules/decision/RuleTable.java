package dev.tenet.rules.decision;

import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.internal.compile.FactValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list of rules over the same facts, and a {@link HitPolicy} that says which of the matching ones decide.
 *
 * <p>Immutable and safe to share between threads. Rules are found by an index where their conditions allow it; the
 * result, errors included, is that of trying them one by one in order. Effective times are read on the facts' own clock
 * ({@link Facts#at}), once per evaluation.
 *
 * <p>Every evaluating method throws {@link EvaluationException} when a condition meets a value that it cannot work with.
 *
 * @param <O> the type of the outcomes
 */
public final class RuleTable<O> {
    private final FactSchema schema;
    private final HitPolicy hitPolicy;
    private final List<Rule<O>> rules;
    /** The rules that take part; other classes know them by their positions here. */
    private final List<Rule<O>> enabled;
    /** Each of them as {@link #first} gives it, made once so that deciding allocates nothing. */
    private final List<Optional<Rule<O>>> found;
    /** Each of them as {@link #evaluate} gives it. */
    private final List<List<Rule<O>>> alone;

    private final RuleIndex index;
    private final RuleScan scan;
    private final boolean timed;

    private RuleTable(Builder<O> builder) {
        this.schema = builder.schema;
        this.hitPolicy = builder.hitPolicy;
        this.rules = List.copyOf(builder.rules);
        this.enabled = rules.stream()
                .filter(rule -> rule.state() == Rule.State.ENABLED)
                .toList();
        this.found = enabled.stream().map(Optional::of).toList();
        this.alone = enabled.stream().map(List::of).toList();
        this.scan = new RuleScan(enabled);
        this.timed = scan.isTimed();
        this.index = IndexBuilder.build(schema, enabled, scan);
    }

    /** Starts a table over facts of a schema, with the hit policy {@link HitPolicy#FIRST}. */
    public static <O> Builder<O> builder(FactSchema schema) {
        return new Builder<>(schema);
    }

    /** The facts that conditions may name. */
    public FactSchema schema() {
        return schema;
    }

    /** Which of the matching rules decide. */
    public HitPolicy hitPolicy() {
        return hitPolicy;
    }

    /** All rules in order, disabled ones included. */
    public List<Rule<O>> rules() {
        return rules;
    }

    /**
     * The rules that decide, in table order: every matching one under {@link HitPolicy#COLLECT}, one at most under the
     * other policies, which allocate nothing.
     *
     * @throws HitPolicyException if two rules match under {@link HitPolicy#UNIQUE}
     */
    public List<Rule<O>> evaluate(Facts facts) {
        if (hitPolicy == HitPolicy.COLLECT) {
            return collect(facts);
        }
        int decides = decides(facts);
        return decides < enabled.size() ? alone.get(decides) : List.of();
    }

    /**
     * The rule that decides; empty when none matches. Under {@link HitPolicy#COLLECT} the first matching one. Allocates
     * nothing.
     *
     * @throws HitPolicyException if two rules match under {@link HitPolicy#UNIQUE}
     */
    public Optional<Rule<O>> first(Facts facts) {
        int decides = decides(facts);
        return decides < enabled.size() ? found.get(decides) : Optional.empty();
    }

    /**
     * The first matching rule that is accepted, for outcomes that can turn out impossible, so that the next rule is to
     * be tried; rules after it are not evaluated.
     *
     * @param acceptable called once for each matching rule, in order, until it accepts one
     * @throws IllegalStateException if the hit policy is not {@link HitPolicy#FIRST}
     */
    public Optional<Rule<O>> firstAcceptable(Facts facts, Predicate<? super Rule<O>> acceptable) {
        requireFirst();
        FactValues values = (FactValues) facts;
        Instant now = now(facts);
        int at = index.next(values, now, 0);
        while (at < enabled.size()) {
            if (acceptable.test(enabled.get(at))) {
                return found.get(at);
            }
            at = index.next(values, now, at + 1);
        }
        return Optional.empty();
    }

    /** What becomes of each rule, with the values seen. Does not throw for what evaluating would throw. */
    public Explanation<O> explain(Facts facts) {
        return explained(facts, rule -> true);
    }

    /**
     * What {@link #firstAcceptable} would make of each rule.
     *
     * @throws IllegalStateException if the hit policy is not {@link HitPolicy#FIRST}
     */
    public Explanation<O> explainAcceptable(Facts facts, Predicate<? super Rule<O>> acceptable) {
        requireFirst();
        return explained(facts, acceptable);
    }

    private void requireFirst() {
        if (hitPolicy != HitPolicy.FIRST) {
            throw new IllegalStateException("the hit policy is " + hitPolicy.yamlName() + ", want first");
        }
    }

    private Explanation<O> explained(Facts facts, Predicate<? super Rule<O>> acceptable) {
        return new RuleTrace<O>(hitPolicy, facts, now(facts)).explain(rules, acceptable);
    }

    /** The position of the rule that decides, or the number of positions when there is none. */
    private int decides(Facts facts) {
        FactValues values = (FactValues) facts;
        Instant now = now(facts);
        if (hitPolicy == HitPolicy.PRIORITY) {
            return highest(values, now);
        }
        int first = index.next(values, now, 0);
        if (hitPolicy == HitPolicy.UNIQUE && first < enabled.size()) {
            int second = index.next(values, now, first + 1);
            if (second < enabled.size()) {
                throw new HitPolicyException(enabled.get(first), enabled.get(second));
            }
        }
        return first;
    }

    /** Of equals the first one stays. */
    private int highest(FactValues facts, @Nullable Instant now) {
        int best = index.next(facts, now, 0);
        for (int at = best; at < enabled.size(); at = index.next(facts, now, at + 1)) {
            if (enabled.get(at).priority() > enabled.get(best).priority()) {
                best = at;
            }
        }
        return best;
    }

    private List<Rule<O>> collect(Facts facts) {
        FactValues values = (FactValues) facts;
        Instant now = now(facts);
        List<Rule<O>> matched = new ArrayList<>();
        for (int at : index.candidates(values)) {
            if (scan.matches(at, values, now)) {
                matched.add(enabled.get(at));
            }
        }
        return List.copyOf(matched);
    }

    static boolean effective(Rule<?> rule, @Nullable Instant now) {
        return now == null || rule.effective().at(now);
    }

    /** The moment of this evaluation; null where no rule cares. */
    private @Nullable Instant now(Facts facts) {
        return timed ? ((FactValues) facts).now() : null;
    }

    @Override
    public String toString() {
        return "RuleTable[" + hitPolicy.yamlName() + ", " + rules.size() + (rules.size() == 1 ? " rule]" : " rules]");
    }

    /** Collects rules. Not safe for use by many threads. */
    public static final class Builder<O> {
        private final FactSchema schema;
        private final List<Rule<O>> rules = new ArrayList<>();
        private final Map<String, Rule<O>> ids = new HashMap<>();
        private HitPolicy hitPolicy = HitPolicy.FIRST;

        private Builder(FactSchema schema) {
            this.schema = schema;
        }

        /** Which of the matching rules decide. */
        public Builder<O> hitPolicy(HitPolicy hitPolicy) {
            this.hitPolicy = hitPolicy;
            return this;
        }

        /**
         * Adds a rule after the ones before.
         *
         * @param rule its condition must be compiled against the table's schema
         * @throws IllegalArgumentException if another rule of the table has its id
         */
        public Builder<O> add(Rule<O> rule) {
            Rule<O> same = ids.putIfAbsent(rule.id(), rule);
            if (same != null) {
                throw new IllegalArgumentException("two rules have the id \"" + rule.id() + "\" (" + same.location()
                        + " and " + rule.location() + "); give each its own");
            }
            rules.add(rule);
            return this;
        }

        /** The table. */
        public RuleTable<O> build() {
            return new RuleTable<>(this);
        }
    }
}
