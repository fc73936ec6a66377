package dev.tenet.rules.internal.bind;

import dev.tenet.rules.decision.HitPolicy;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.decision.Variants;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.internal.analysis.EscalationTurns;
import dev.tenet.rules.internal.text.Suggestions;
import dev.tenet.rules.sla.BusinessCalendar;
import dev.tenet.rules.sla.Escalation;
import dev.tenet.rules.sla.SlaFacts;
import dev.tenet.rules.sla.SlaRules;
import dev.tenet.rules.sla.SlaTarget;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types the section {@code sla}. */
public final class SlaSection implements RuleSection<SlaRules> {
    private static final double MOST_PERCENT = 1000;
    private static final MapReader.Settable SETTABLE = new MapReader.Settable(
            List.of("target_minutes", "warning_percent", "critical_percent", "description"), List.of("calendar"));

    private enum Policy {
        FIRST,
        COLLECT
    }

    @Override
    public String name() {
        return "sla";
    }

    @Override
    public Class<SlaRules> type() {
        return SlaRules.class;
    }

    @Override
    public Set<String> keys() {
        return Set.of("sla_targets", "escalation_rules", "escalation_hit_policy", "calendars");
    }

    @Override
    public URL schema() {
        return Schemas.of("sla");
    }

    @Override
    public SlaRules bind(MapReader in, Sections others) {
        Map<String, BusinessCalendar> calendars = new LinkedHashMap<>();
        in.optionalMap("calendars", "the calendars")
                .ifPresent(named -> named.named("a calendar")
                        .forEach((name, calendar) -> calendars.put(name, CalendarBinder.bind(name, calendar))));
        Map<String, SlaTarget> targets = new LinkedHashMap<>();
        Map<String, Variants<SlaTarget>> variants = new LinkedHashMap<>();
        in.optionalMap("sla_targets", "the SLA targets").ifPresent(named -> {
            named.named("an SLA target").forEach((type, target) -> {
                targets.put(type, target(type, target, calendars, Optional.empty()));
                target.variants(
                                "sla_targets." + type,
                                SETTABLE,
                                (name, whole) -> target(type, whole, calendars, Optional.of(name)))
                        .ifPresent(all -> variants.put(type, all));
            });
            reportNoDefault(named, targets);
        });
        if (targets.isEmpty() && in.has("escalation_rules")) {
            in.problems()
                    .warning(
                            "no-targets",
                            in.keyPlace("escalation_rules"),
                            "there are escalation rules but no sla_targets, so nothing ever escalates",
                            "add sla_targets with a target \"default\"");
        }
        Policy policy = in.oneOf("escalation_hit_policy", Policy.class, Policy.FIRST);
        return new SlaRules(
                targets,
                variants,
                escalations(in, policy == Policy.FIRST ? HitPolicy.FIRST : HitPolicy.COLLECT),
                calendars);
    }

    private static void reportNoDefault(MapReader in, Map<String, SlaTarget> targets) {
        if (!targets.isEmpty() && !targets.containsKey(SlaRules.DEFAULT)) {
            Optional<String> close = Suggestions.closest(SlaRules.DEFAULT, targets.keySet());
            in.problems()
                    .warning(
                            "no-default-target",
                            close.map(in::keyPlace).orElseGet(in::place),
                            "there is no target \"default\", so a task type without a target of its own is an error",
                            close.isPresent() ? "did you mean \"default\"?" : "add one");
        }
    }

    private static SlaTarget target(
            String taskType, MapReader in, Map<String, BusinessCalendar> calendars, Optional<String> variant) {
        double warning = in.positive("warning_percent", MOST_PERCENT);
        double critical = in.positive("critical_percent", MOST_PERCENT);
        Optional<Node> warningNode = in.value("warning_percent");
        Optional<Node> criticalNode = in.value("critical_percent");
        if (warning > critical && Formats.says(warningNode, warning) && Formats.says(criticalNode, critical)) {
            in.problems()
                    .error(
                            "warning-after-critical",
                            warningNode.orElseThrow().place(),
                            "warning_percent " + warningNode.orElseThrow() + " is above critical_percent "
                                    + criticalNode.orElseThrow(),
                            "a warning must not come after it is critical",
                            Places.related(criticalNode.orElseThrow().place(), "critical_percent stands here"));
        }
        return new SlaTarget(
                taskType,
                Formats.minutes(in, "target_minutes"),
                warning,
                critical,
                in.optionalText("calendar").flatMap(name -> calendar(name, in, calendars)),
                Formats.anyText(in, "description"),
                variant,
                in.place().location());
    }

    private static Optional<BusinessCalendar> calendar(
            String name, MapReader in, Map<String, BusinessCalendar> calendars) {
        if (!name.isEmpty() && !calendars.containsKey(name)) {
            in.problems()
                    .error(
                            "unknown-calendar",
                            in.value("calendar").orElseThrow().place(),
                            "there is no calendar \"" + name + '"',
                            Names.didYouMean(name, calendars.keySet(), "calendars"));
        }
        return Optional.ofNullable(calendars.get(name));
    }

    private static RuleTable<Escalation> escalations(MapReader in, HitPolicy hitPolicy) {
        TableBinder<Escalation> table = new TableBinder<>(SlaFacts.ESCALATION, hitPolicy, "condition");
        for (MapReader rule : in.optionalMaps("escalation_rules", "an escalation rule")) {
            Expression condition = Conditions.required(rule, "condition", SlaFacts.ESCALATION);
            reportTick(condition, rule);
            Escalation escalation = new Escalation(
                    rule.text("action"), rule.optionalTexts("notification_channels"), rule.optionalText("color"));
            Formats.anyText(rule, "description");
            table.add(rule, condition, 0, TableBinder.Then.DECIDES, id -> escalation);
        }
        return table.build(new TableReport.Context(in, "escalation_rules", "escalation_hit_policy", Optional.empty()));
    }

    private static void reportTick(Expression condition, MapReader rule) {
        EscalationTurns.of(condition)
                .elsewhere()
                .ifPresent(term -> rule.problems()
                        .warning(
                                "escalation-needs-tick",
                                rule.value("condition").map(Node::place).orElseGet(rule::place),
                                "when \"" + term
                                        + "\" becomes true cannot be computed, so a tracker checks this rule only at"
                                        + " its ticks",
                                "compare percent_used, elapsed_minutes or remaining_minutes alone with a number or with"
                                        + " warning_percent, critical_percent or target_minutes"));
    }
}
