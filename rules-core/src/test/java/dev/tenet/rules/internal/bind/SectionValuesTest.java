package dev.tenet.rules.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.decision.HitPolicy;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.sla.BusinessCalendar.Hours;
import dev.tenet.rules.sla.Escalation;
import dev.tenet.rules.sla.SlaRules;
import dev.tenet.rules.sla.SlaTarget;
import dev.tenet.rules.ui.Panel;
import dev.tenet.rules.ui.Table;
import dev.tenet.rules.ui.UiConfig;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the sections' values say, read from the specification's own files and from small ones. */
class SectionValuesTest {
    private final RuleSet spec = RuleSet.load(Path.of("src/test/resources/spec"));

    private static RuleSet load(String yaml) {
        return RuleSet.loader()
                .layer(Layer.of("rules.yaml", "version: \"1.0\"\n" + yaml))
                .load();
    }

    @Test
    void aConfigurationWithoutASectionHasItsEmptyValue() {
        RuleSet empty = RuleSet.loader().load();

        assertThat(empty.routing().rules()).isEmpty();
        assertThat(empty.routing().supportedProviders()).isEmpty();
        assertThat(empty.sla().targets()).isEmpty();
        assertThat(empty.ui().panels()).isEmpty();
        assertThat(empty.decisions().all()).isEmpty();
    }

    @Test
    void routingRulesKeepTheOrderOfTheFile() {
        assertThat(spec.routing().taskTypes())
                .containsExactly(
                        "ui_improvement",
                        "performance_optimization",
                        "bug_fix",
                        "feature_development",
                        "infrastructure");
        assertThat(spec.routing().excludedSessions()).containsExactly("architect", "arch_dev");
        assertThat(spec.routing().supportedProviders().orElseThrow()).hasSize(6);
        assertThat(spec.routing().rule("bug_fix").orElseThrow().urgent()).isTrue();
    }

    @Test
    void aTaskTypeWithoutATargetHasTheDefaultOne() {
        SlaRules sla = spec.sla();

        assertThat(sla.target("deploy").orElseThrow().target()).isEqualTo(Duration.ofMinutes(30));
        assertThat(sla.target("deploy").orElseThrow().criticalPercent()).isEqualTo(90);
        assertThat(sla.target("knitting").orElseThrow().taskType()).isEqualTo("default");
        assertThat(load("").sla().target("knitting")).isEmpty();
    }

    @Test
    void escalationsAreARuleTable() {
        SlaRules sla = spec.sla();
        Facts facts = Facts.of(Map.of("percent_used", 85.0, "warning_percent", 80.0, "critical_percent", 100.0));

        assertThat(sla.escalations().hitPolicy()).isEqualTo(HitPolicy.FIRST);
        assertThat(sla.escalations().first(facts).orElseThrow().outcome())
                .isEqualTo(new Escalation("highlight_task", List.of(), Optional.of("yellow")));
        assertThat(load("escalation_hit_policy: collect\n").sla().escalations().hitPolicy())
                .isEqualTo(HitPolicy.COLLECT);
    }

    @Test
    void aTargetMayBeAFractionOfAMinuteAndNameACalendar() {
        SlaRules sla = load("""
                calendars:
                  office:
                    time_zone: Europe/Berlin
                    working_hours: {monday: ["13:30-24:00", "09:00-12:30"], tuesday: []}
                    holidays: [{date: "2026-12-25", name: Christmas Day}]
                sla_targets:
                  default: {target_minutes: 0.5, warning_percent: 80, critical_percent: 100, calendar: office}
                """).sla();
        SlaTarget target = sla.target("any").orElseThrow();

        assertThat(target.target()).isEqualTo(Duration.ofSeconds(30));
        assertThat(target.calendar()).contains(sla.calendars().get("office"));
        assertThat(target.calendar().orElseThrow().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(target.calendar().orElseThrow().workingHours())
                .containsEntry(DayOfWeek.MONDAY, List.of(new Hours(540, 750), new Hours(810, 1440)))
                .containsEntry(DayOfWeek.TUESDAY, List.of());
        assertThat(target.calendar().orElseThrow().holidays())
                .containsExactly(entry(LocalDate.parse("2026-12-25"), "Christmas Day"));
    }

    @Test
    void uiSettingsAreTypedAndPanelsStandInTheirOrder() {
        UiConfig ui = spec.ui();
        assertThat(ui.theme().color("status", "completed")).contains("#28a745");
        assertThat(ui.theme().color("status", "lost")).isEmpty();
        assertThat(ui.panels()).extracting(Panel::id).containsExactly("projects", "tasks", "sessions", "errors");
        Table tasks = ui.table("tasks").orElseThrow();
        assertThat(tasks.defaultSort()).isEqualTo(new Table.Sort("priority", Table.Order.DESC));
        assertThat(tasks.columns()).hasSize(5);
        assertThat(tasks.columns().get(2).colorCoded()).isTrue();

        List<Panel> panels = load("""
                dashboard_panels:
                  - {id: b, title: B, icon: i, order: 2, refresh_interval: 5}
                  - {id: a, title: A, icon: i, order: 1, refresh_interval: 5, enabled: false}
                """).ui().panels();
        assertThat(panels).extracting(Panel::id).containsExactly("a", "b");
    }

    private static final String DECISION = """
            decisions:
              review:
                hit_policy: collect
                inputs: {size: long, area: string}
                outputs: {reviewers: long, share: double, wait: duration, from: timestamp, tags: list, note: string}
                rules:
                  - {id: large, when: size > 500, then: {reviewers: 2, share: 1, wait: 5m, tags: [a, 1]}}
                  - {id: any, then: {from: "2027-01-01", note: null}}
            """;

    @Test
    void aDecisionAnswersWithTypedOutputs() {
        RuleSet rules = load(DECISION);

        List<Rule<Map<String, Object>>> answer = rules.decisions().evaluate("review", Facts.of(Map.of("size", 501)));

        assertThat(answer).extracting(Rule::id).containsExactly("large", "any");
        assertThat(answer.get(0).outcome())
                .isEqualTo(
                        Map.of("reviewers", 2L, "share", 1.0, "wait", Duration.ofMinutes(5), "tags", List.of("a", 1L)));
        assertThat(answer.get(1).outcome()).isEqualTo(Map.of("from", Instant.parse("2027-01-01T00:00:00Z")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.decisions().evaluate("reviews", Facts.of(Map.of())))
                .withMessageContaining("\"reviews\"")
                .withMessageContaining("review");
    }

    @Test
    void aDerivedIdStaysWhenTheRuleMovesAndChangesWithItsMeaning() {
        String wait = "  - {condition: no_sessions_available, action: queue_task, retry_after_seconds: 60}\n";
        String other = "  - {condition: task_type_unknown, action: reject}\n";
        String id = load("fallback_rules:\n" + wait)
                .routing()
                .fallbacks()
                .rules()
                .get(0)
                .id();

        assertThat(load("fallback_rules:\n" + other + wait)
                        .routing()
                        .fallbacks()
                        .rules())
                .extracting(Rule::id)
                .contains(id)
                .doesNotHaveDuplicates();
        assertThat(load("fallback_rules:\n" + wait.replace("}", ", description: Later, enabled: false}"))
                        .routing()
                        .fallbacks()
                        .rules()
                        .get(0)
                        .id())
                .isEqualTo(id);
        assertThat(load("fallback_rules:\n" + wait.replace("60", "61"))
                        .routing()
                        .fallbacks()
                        .rules()
                        .get(0)
                        .id())
                .isNotEqualTo(id);
        assertThat(load("fallback_rules:\n" + wait + wait).routing().fallbacks().rules())
                .extracting(Rule::id)
                .containsExactly(id, id + "#2");
    }
}
