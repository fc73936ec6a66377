package dev.tenet.rules.decision;

import dev.tenet.rules.decision.IndexedRule.Narrowed;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactReader;
import dev.tenet.rules.internal.compile.FactTest;
import dev.tenet.rules.internal.compile.FactTest.Among;
import dev.tenet.rules.internal.compile.FactTest.IsNull;
import dev.tenet.rules.internal.compile.FactTests;
import dev.tenet.rules.internal.compile.FactTests.Term;
import dev.tenet.rules.internal.compile.Program;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses for each rule of a table the facts by which it is found, and builds a {@link RuleIndex}. */
final class IndexBuilder {
    /** So few rules are tried at once rather than told apart. */
    private static final int FEW = 4;

    private final FactSchema schema;
    private final RuleScan scan;
    private final Map<String, FactType> dynamicTypes = new HashMap<>();
    private final List<IndexedRule> rules = new ArrayList<>();
    /** For each fact how many rules ask for each value; under {@link #NULL} for none. */
    private final Map<String, Map<Object, Integer>> askedFor = new HashMap<>();
    /** The facts that terms before the ones used read. */
    private final Map<String, FactType> readBefore = new LinkedHashMap<>();

    private final Guard others;

    private static final Object NULL = new Object();

    /** A rule in a bucket; it cannot match where it stands only because it can throw. */
    private record Member(IndexedRule rule, boolean canMatch) {}

    private IndexBuilder(FactSchema schema, List<? extends Rule<?>> table, RuleScan scan) {
        this.schema = schema;
        this.scan = scan;
        List<List<Term>> terms = table.stream().map(rule -> terms(rule, schema)).toList();
        findDynamicTypes(terms);
        for (int i = 0; i < table.size(); i++) {
            boolean always = table.get(i).effective().always();
            rules.add(new IndexedRule(i, terms.get(i), always, this::isTotal));
        }
        Map<String, FactType> all = new LinkedHashMap<>();
        rules.stream().filter(IndexedRule::isTotal).forEach(rule -> addTypes(rule.reads(), all));
        this.others = new Guard(schema, all);
        rules.forEach(rule -> rule.narrowed().forEach(this::count));
    }

    /** The index of rules; their positions are those in the list. */
    static RuleIndex build(FactSchema schema, List<? extends Rule<?>> rules, RuleScan scan) {
        return new IndexBuilder(schema, rules, scan).build();
    }

    private static List<Term> terms(Rule<?> rule, FactSchema schema) {
        Program program = (Program) rule.condition();
        boolean readable =
                program.type() == FactType.BOOLEAN && program.schema().equals(schema);
        List<Term> terms = FactTests.of(program.syntax(), schema);
        return readable ? terms : List.of(new Term(program.syntax(), false, Optional.empty(), false));
    }

    /** A dynamic fact is taken to have the type that most tests expect; tests that expect another can throw. */
    private void findDynamicTypes(List<List<Term>> terms) {
        Map<String, Map<FactType, Integer>> uses = new HashMap<>();
        terms.forEach(each -> each.forEach(term -> term.test()
                .filter(test -> test.type() != FactType.ANY && isDynamic(test.fact()))
                .ifPresent(test -> uses.computeIfAbsent(test.fact(), fact -> new HashMap<>())
                        .merge(test.type(), 1, Integer::sum))));
        uses.forEach((fact, types) -> dynamicTypes.put(
                fact,
                types.entrySet().stream()
                        .max(Map.Entry.<FactType, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                        .orElseThrow()
                        .getKey()));
    }

    private boolean isDynamic(String fact) {
        return schema.fact(fact).map(it -> it.type() == FactType.ANY).orElse(true);
    }

    private FactType type(String fact) {
        FactType assumed = dynamicTypes.get(fact);
        return assumed != null ? assumed : schema.fact(fact).orElseThrow().type();
    }

    private boolean isTotal(Term term) {
        return term.total()
                && term.test()
                        .map(test -> !isDynamic(test.fact()) || dynamicTypes.get(test.fact()) == test.type())
                        .orElse(true);
    }

    private void addTypes(Collection<String> facts, Map<String, FactType> types) {
        facts.forEach(fact -> types.put(fact, type(fact)));
    }

    private void count(String fact, Narrowed narrowed) {
        keys(narrowed.test())
                .forEach(key ->
                        askedFor.computeIfAbsent(fact, it -> new HashMap<>()).merge(key, 1, Integer::sum));
    }

    private static Collection<Object> keys(FactTest test) {
        return test instanceof Among among ? among.values() : test instanceof IsNull ? List.of(NULL) : List.of();
    }

    private RuleIndex build() {
        Map<String, Map<Object, List<Member>>> tables = new LinkedHashMap<>();
        List<Member> rest = new ArrayList<>();
        for (IndexedRule rule : rules) {
            Optional<String> key = key(rule);
            if (key.isPresent()) {
                Map<Object, List<Member>> table = tables.computeIfAbsent(key.get(), it -> new HashMap<>());
                Narrowed narrowed = use(rule, key.get());
                keys(narrowed.test())
                        .forEach(value -> table.computeIfAbsent(value, it -> new ArrayList<>())
                                .add(new Member(rule, true)));
                if (!rule.isTotal() && narrowed.test() instanceof Among) {
                    table.computeIfAbsent(NULL, it -> new ArrayList<>()).add(new Member(rule, false));
                }
            } else {
                rest.add(new Member(rule, true));
            }
        }
        Bucket left = new BucketBuilder(rest, Set.of()).build();
        List<KeyTable> built = new ArrayList<>();
        tables.forEach((fact, byValue) -> built.add(table(fact, byValue)));
        readBefore.keySet().removeAll(tables.keySet()); // which are read in any case
        return new RuleIndex(schema, scan, new Guard(schema, readBefore), built.toArray(KeyTable[]::new), left);
    }

    /** The fact whose value leaves fewest rules over at worst; of equals the one that most rules ask for. */
    private Optional<String> key(IndexedRule rule) {
        return rule.narrowed().entrySet().stream()
                .filter(it ->
                        it.getValue().test() instanceof Among || it.getValue().test() instanceof IsNull)
                .min(Comparator.<Map.Entry<String, Narrowed>>comparingInt(
                                it -> mostAsked(it.getKey(), it.getValue().test()))
                        .thenComparing(it -> -asked(it.getKey()).size()))
                .map(Map.Entry::getKey);
    }

    private int mostAsked(String fact, FactTest test) {
        return keys(test).stream()
                .mapToInt(key -> asked(fact).getOrDefault(key, 0))
                .max()
                .orElse(0);
    }

    private Map<Object, Integer> asked(String fact) {
        return askedFor.getOrDefault(fact, Map.of());
    }

    /** What a rule asks of a fact by which it is to be found; what is read before that must have its type. */
    private Narrowed use(IndexedRule rule, String fact) {
        Narrowed narrowed = rule.narrowed().get(fact);
        if (narrowed == null) {
            throw new AssertionError(fact);
        }
        addTypes(rule.reads(narrowed.last() + 1), readBefore);
        return narrowed;
    }

    private KeyTable table(String fact, Map<Object, List<Member>> members) {
        List<Member> whenNull = members.getOrDefault(NULL, List.of());
        members.remove(NULL);
        Optional<String> range = range(fact, members.values());
        Steps.Builder outcomes = new Steps.Builder();
        List<KeyTable.Key> keys = new ArrayList<>();
        members.forEach((value, some) -> {
            BucketBuilder bucket = new BucketBuilder(some, Set.of(fact));
            int function = range.map(it -> bucket.decideBy(it, outcomes)).orElse(0);
            keys.add(new KeyTable.Key(value, bucket.build(), function));
        });
        return new KeyTable(
                reader(fact),
                type(fact),
                others,
                keys,
                range.map(it -> new KeyRanges(reader(it), others, outcomes.build()))
                        .orElse(null),
                new BucketBuilder(whenNull, Set.of(fact)).build());
    }

    private FactReader reader(String fact) {
        return FactReader.of(schema, fact, type(fact));
    }

    /** The fact that decides most rules together with the key. */
    private Optional<String> range(String key, Collection<List<Member>> buckets) {
        Map<String, Integer> decided = new LinkedHashMap<>();
        buckets.forEach(bucket -> bucket.forEach(member -> member.rule().narrowed().keySet().stream()
                .filter(fact -> isDecided(member, key, fact))
                .forEach(fact -> decided.merge(fact, 1, Integer::sum))));
        return decided.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    private boolean isDecided(Member member, String key, String fact) {
        Narrowed narrowed = member.rule().narrowed().get(fact);
        return narrowed != null
                && !fact.equals(key)
                && !(narrowed.test() instanceof IsNull)
                && FactReader.isCoded(narrowed.test().type())
                && member.canMatch()
                && member.rule().isDecidedBy(Set.of(key, fact));
    }

    /** Builds a bucket of rules, in table order, for which what they ask of some facts holds. */
    private final class BucketBuilder {
        private final List<Member> members;
        private final Set<String> held;
        private final Map<String, AxisBuilder> axes = new LinkedHashMap<>();
        private final Positions tried = new Positions();
        private final Positions later = new Positions();
        private final Set<IndexedRule> decidedElsewhere = new HashSet<>();
        private int decided = Integer.MAX_VALUE;
        private @Nullable String elsewhere;

        BucketBuilder(List<Member> members, Set<String> held) {
            this.members = members;
            this.held = held;
        }

        /** Leaves to a function of one more fact what its range decides; returns where the function is. */
        int decideBy(String fact, Steps.Builder outcomes) {
            AxisBuilder axis = new AxisBuilder();
            String key = held.iterator().next();
            elsewhere = fact;
            for (Member member : members) {
                if (isDecided(member, key, fact)) {
                    decidedElsewhere.add(member.rule());
                    axis.add(
                            member.rule().position(),
                            Span.of(use(member.rule(), fact).test()),
                            true);
                }
            }
            return axis.addTo(outcomes);
        }

        Bucket build() {
            if (members.isEmpty()) {
                return Bucket.EMPTY;
            }
            Map<String, Integer> cuts = members.size() <= FEW ? Map.of() : cuts(members, held);
            members.forEach(member -> add(member, axis(member.rule(), cuts)));
            List<Axis> built = new ArrayList<>();
            axes.forEach(
                    (fact, axis) -> built.add(axis.build(reader(fact), type(fact), others, !fact.equals(elsewhere))));
            return new Bucket(tried.toArray(), later.toArray(), decided, built.toArray(Axis[]::new));
        }

        private void add(Member member, @Nullable String fact) {
            IndexedRule rule = member.rule();
            if (fact == null && decidedElsewhere.contains(rule)) {
                later.add(rule.position());
            } else if (fact == null) {
                tried.add(rule.position());
                if (member.canMatch() && rule.isDecidedBy(held)) {
                    decided = Math.min(decided, RuleScan.matched(rule.position()));
                }
            } else {
                AxisBuilder axis = axes.computeIfAbsent(fact, it -> new AxisBuilder());
                Set<String> both = new HashSet<>(held);
                both.add(fact);
                axis.add(rule.position(), Span.of(use(rule, fact).test()), member.canMatch() && rule.isDecidedBy(both));
                if (!rule.isTotal()) {
                    axis.addWhenNull(rule.position());
                }
            }
        }
    }

    /** Into how many intervals each fact would cut the rules. */
    private static Map<String, Integer> cuts(List<Member> members, Set<String> held) {
        Map<String, Set<Object>> cuts = new HashMap<>();
        for (Member member : members) {
            member.rule().narrowed().forEach((fact, narrowed) -> {
                if (!held.contains(fact) && !(narrowed.test() instanceof IsNull)) {
                    Set<Object> ends = cuts.computeIfAbsent(fact, it -> new HashSet<>());
                    Span.of(narrowed.test()).forEach(span -> {
                        span.from().ifPresent(ends::add);
                        span.until().ifPresent(ends::add);
                    });
                }
            });
        }
        Map<String, Integer> counts = new HashMap<>();
        cuts.forEach((fact, ends) -> counts.put(fact, ends.size()));
        return counts;
    }

    /** The fact that tells a rule best from its neighbours; null if there is none. */
    private static @Nullable String axis(IndexedRule rule, Map<String, Integer> cuts) {
        String best = null;
        int most = 0;
        for (Map.Entry<String, Narrowed> fact : rule.narrowed().entrySet()) {
            boolean range = !(fact.getValue().test() instanceof IsNull);
            int count = range ? cuts.getOrDefault(fact.getKey(), 0) : 0;
            if (count > most) {
                best = fact.getKey();
                most = count;
            }
        }
        return best;
    }
}
