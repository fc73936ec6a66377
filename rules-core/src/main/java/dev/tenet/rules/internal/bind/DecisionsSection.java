package dev.tenet.rules.internal.bind;

import dev.tenet.rules.decision.Decision;
import dev.tenet.rules.decision.Decisions;
import dev.tenet.rules.decision.HitPolicy;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.text.Suggestions;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Types the section {@code decisions}. */
public final class DecisionsSection implements RuleSection<Decisions> {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** The types that a file may name. */
    private enum Named {
        STRING,
        LONG,
        DOUBLE,
        BOOLEAN,
        TIMESTAMP,
        DURATION,
        LIST,
        MAP
    }

    @Override
    public String name() {
        return "decisions";
    }

    @Override
    public Class<Decisions> type() {
        return Decisions.class;
    }

    @Override
    public Set<String> keys() {
        return Set.of("decisions");
    }

    @Override
    public URL schema() {
        return Schemas.of("decisions");
    }

    @Override
    public Decisions bind(MapReader in, Sections others) {
        List<Decision> decisions = new ArrayList<>();
        in.optionalMap("decisions", "the decisions")
                .ifPresent(named ->
                        named.named("a decision").forEach((name, decision) -> decisions.add(decision(name, decision))));
        return Decisions.of(decisions);
    }

    private static Decision decision(String name, MapReader in) {
        HitPolicy hitPolicy = in.oneOf("hit_policy", HitPolicy.class);
        FactSchema.Builder inputs = FactSchema.builder();
        types(in.map("inputs", "the inputs")).forEach(inputs::fact);
        MapReader outputs = in.map("outputs", "the outputs");
        Map<String, FactType> answers = types(outputs);
        in.value("outputs").ifPresent(value -> requireKeys(outputs, "at least 1 output"));
        in.value("rules").ifPresent(value -> Lists.requireItems(value, 1, in.problems()));
        return new Decision(
                name,
                Formats.anyText(in, "description"),
                in.flag("complete", false) ? Decision.Completeness.COMPLETE : Decision.Completeness.PARTIAL,
                answers,
                table(in, inputs.build(), hitPolicy, answers, outputs));
    }

    private static Map<String, FactType> types(MapReader in) {
        Map<String, FactType> types = new LinkedHashMap<>();
        for (String name : in.node().keys()) {
            if (!IDENTIFIER.matcher(name).matches()) {
                in.problems().badName(in.keyPlace(name), name);
            }
            types.put(name, type(in, name));
        }
        return types;
    }

    /** A type that is none was reported; as any type it makes no further mistakes elsewhere. */
    private static FactType type(MapReader in, String name) {
        Named named = in.oneOf(name, Named.class);
        return Formats.says(in.value(name), named) ? FactType.valueOf(named.name()) : FactType.ANY;
    }

    private static void requireKeys(MapReader in, String want) {
        if (in.node().keys().isEmpty()) {
            in.problems().outOfRange(in.node(), want);
        }
    }

    private static RuleTable<Map<String, Object>> table(
            MapReader in, FactSchema inputs, HitPolicy hitPolicy, Map<String, FactType> outputs, MapReader declared) {
        TableBinder<Map<String, Object>> table = new TableBinder<>(inputs, hitPolicy, "when");
        for (MapReader rule : in.maps("rules", "a rule of a decision")) {
            Expression when = Conditions.optional(rule, "when", inputs).orElseGet(() -> Conditions.always(inputs));
            int priority = (int) rule.integer("priority", -1_000_000, 1_000_000, 0);
            Map<String, Object> answer = answer(rule, outputs);
            if (hitPolicy != HitPolicy.COLLECT) {
                rule.value("then").ifPresent(then -> requireEveryOutput(then, rule, declared));
            }
            Formats.anyText(rule, "description");
            table.add(rule, when, priority, TableBinder.Then.DECIDES, id -> answer);
        }
        return table.build(new TableReport.Context(in, "rules", "hit_policy", Optional.empty()));
    }

    private static Map<String, Object> answer(MapReader rule, Map<String, FactType> outputs) {
        MapReader then = rule.map("then", "the answer of a rule");
        rule.value("then").ifPresent(value -> requireKeys(then, "at least 1 output"));
        Map<String, Object> answer = new LinkedHashMap<>();
        outputs.forEach((name, type) -> {
            Node value = then.value(name).orElse(null);
            if (value != null) {
                OutputValues.of(value, type, then.problems()).ifPresent(it -> answer.put(name, it));
            }
        });
        return Collections.unmodifiableMap(answer);
    }

    /** A rule that decides alone must answer everything; what is misspelt is reported as an unknown key. */
    private static void requireEveryOutput(Node then, MapReader rule, MapReader declared) {
        if (!(then instanceof MapNode answer) || answer.keys().isEmpty()) {
            return;
        }
        Set<String> undeclared = new LinkedHashSet<>(answer.keys());
        undeclared.removeAll(declared.node().keys());
        for (String name : declared.node().keys()) {
            if (!answer.keys().contains(name)
                    && Suggestions.closest(name, undeclared).isEmpty()) {
                rule.problems()
                        .error(
                                "missing-output",
                                rule.keyPlace("then"),
                                "the answer says nothing about the output \"" + name + '"',
                                "add it; null if there is none",
                                Places.related(declared.keyPlace(name), "it is declared here"));
            }
        }
    }
}
