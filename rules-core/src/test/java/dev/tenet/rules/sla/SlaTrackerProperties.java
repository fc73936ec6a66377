package dev.tenet.rules.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.routing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The tracker beside one that evaluates every task at every minute. */
class SlaTrackerProperties {
    private static final Instant BEGIN = Instant.parse("2026-03-16T00:00:00Z"); // with a change to summer time

    /** Targets of whole minutes whose thresholds are whole minutes, so that a minute's grid meets every cut. */
    private static final String[] TARGETS = {
        "{target_minutes: 100, warning_percent: 70, critical_percent: 90}",
        "{target_minutes: 400, warning_percent: 50, critical_percent: 120}",
        "{target_minutes: 2000, warning_percent: 10, critical_percent: 100}",
        "{target_minutes: 600, warning_percent: 50, critical_percent: 75, calendar: office}",
        "{target_minutes: 100, warning_percent: 20, critical_percent: 40, calendar: night}",
    };

    private static final String[] CONDITIONS = {
        "percent_used >= critical_percent",
        "percent_used >= warning_percent AND NOT breached",
        "level = 'WARNING' AND task.tier = 'gold'",
        "breached OR elapsed_minutes >= 60 AND task_type = 'a'",
        "remaining_minutes <= 30",
        "NOT (remaining_minutes > 60) AND percent_used < 200",
        "percent_used BETWEEN 20 AND 60 OR percent_used IN (110, 150)",
        "elapsed_minutes >= target_minutes + 5",
        "level IN ('WARNING', 'CRITICAL') IS TRUE",
        "lower(level) = 'critical'",
        "elapsed_minutes = 50",
        "task.tier = 'gold'",
        "25 <= percent_used AND warning_percent < 30",
    };
    private static final String CALENDARS = """
            calendars:
              office: {time_zone: Europe/Berlin, working_hours: {monday: ["09:00-12:00", "13:00-17:00"], tuesday: ["08:00-16:00"], friday: ["10:00-15:00"]}}
              night: {time_zone: America/New_York, working_hours: {saturday: ["22:00-06:00"], wednesday: ["22:00-06:00"]}}
            """;

    private static RuleSet rules(Random random) {
        StringBuilder yaml = new StringBuilder(CALENDARS).append("sla_targets:\n");
        for (String type : List.of("a", "b", "default")) {
            yaml.append("  ")
                    .append(type)
                    .append(": ")
                    .append(TARGETS[random.nextInt(TARGETS.length)])
                    .append('\n');
        }
        yaml.append("escalation_rules:\n");
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(CONDITIONS.length);
            yaml.append("  - {id: r")
                    .append(i)
                    .append(", condition: \"")
                    .append(CONDITIONS[at])
                    .append("\", action: x");
            if (random.nextInt(6) == 0) {
                yaml.append(", effective: {from: 2026-03-")
                        .append(17 + random.nextInt(10))
                        .append("}");
            }
            yaml.append("}\n");
        }
        return SlaTestRules.of(yaml + (random.nextBoolean() ? "escalation_hit_policy: collect\n" : ""));
    }

    @Property(tries = 150)
    void aWeekIsToldAsIfEveryMinuteWereEvaluated(@ForAll long seed) {
        new Scenario(seed).run(7);
    }

    @Property(tries = 3)
    void aMonthIsToldAsIfEveryMinuteWereEvaluated(@ForAll long seed) {
        new Scenario(seed).run(30);
    }

    private static Instant minute(int minute) {
        return BEGIN.plus(Duration.ofMinutes(minute));
    }

    /** The first whole minute that is not before: rules that hold up to a time change a nanosecond after it. */
    private static int minuteOf(Instant due) {
        return (int) -Math.floorDiv(-Nanos.between(BEGIN, due), 60_000_000_000L);
    }

    /** What the naive tracker knows of a task. */
    private static final class Naive {
        final int number;
        final int start;
        SlaTask task;
        final Set<String> fired = new HashSet<>();
        /** The first minute that it has not been judged at. */
        int from;

        Naive(int number, int start, SlaTask task) {
            this.number = number;
            this.start = start;
            this.task = task;
            this.from = start;
        }
    }

    private record Told(int minute, int number, String rule) implements Comparable<Told> {
        @Override
        public int compareTo(Told other) {
            return Comparator.comparingInt(Told::minute)
                    .thenComparingInt(Told::number)
                    .compare(this, other);
        }
    }

    /** Tasks come, go, rest and go on; rules are reloaded; the clock jumps; somebody fires now and then. */
    private static final class Scenario {
        private final Random random;
        private final AtomicReference<RuleSet> current = new AtomicReference<>();
        private final MovableClock clock = new MovableClock();
        private final List<Escalated> told = new ArrayList<>();
        private final List<EscalationFailure> failures = new ArrayList<>();
        private final SlaTracker tracker;

        private final Map<String, Naive> open = new LinkedHashMap<>();
        private RuleSet seen;
        private int added;
        private int judged;
        private int horizon = Integer.MIN_VALUE;

        Scenario(long seed) {
            random = new Random(seed);
            seen = rules(random);
            current.set(seen);
            clock.set(BEGIN);
            tracker = SlaTracker.builder(current::get)
                    .clock(clock)
                    .listener(told::add)
                    .onFailure(failures::add)
                    .build();
        }

        void run(int days) {
            for (int now = 0; now < days * 24 * 60; now += random.nextInt(300)) {
                clock.set(minute(now));
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> add(now);
                    case 3 ->
                        any().ifPresent(id -> {
                            assertThat(tracker.complete(id)).isTrue();
                            open.remove(id);
                        });
                    case 4, 5 -> any().ifPresent(tracker::pause);
                    case 6, 7 -> any().ifPresent(tracker::resume);
                    case 8 -> current.set(rules(random));
                    case 9 -> fire(Math.max(0, now - random.nextInt(500)));
                    default -> fire(now);
                }
            }
            assertThat(failures).isEmpty();
        }

        private void add(int now) {
            int start = now - random.nextInt(200);
            SlaTask task = SlaTask.of(List.of("a", "b", "c").get(random.nextInt(3)), minute(start));
            task = random.nextBoolean() ? task.attribute("tier", "gold") : task;
            if (random.nextInt(4) == 0) {
                task = task.pauses(List.of(new Pause(minute(start + 5), Optional.of(minute(start + 90)))));
            }
            tracker.add("t" + added, task);
            open.put("t" + added, new Naive(added, start, task));
            added++;
            takeIn();
        }

        private Optional<String> any() {
            return open.isEmpty()
                    ? Optional.empty()
                    : Optional.of(List.copyOf(open.keySet()).get(random.nextInt(open.size())));
        }

        /** A reload is seen: judge anew where each task stood. */
        private void takeIn() {
            if (current.get() != seen) {
                seen = current.get();
                open.values().forEach(it -> it.from = it.number < judged && it.start <= horizon ? horizon : it.start);
            }
        }

        private void fire(int now) {
            clock.set(minute(now));
            told.clear();
            takeIn();
            SlaEvaluator evaluator = SlaEvaluator.of(seen);
            List<Told> wanted = new ArrayList<>();
            open.forEach((id, naive) -> {
                naive.task = tracker.task(id).orElseThrow();
                for (; naive.from <= now; naive.from++) {
                    for (Rule<Escalation> rule :
                            evaluator.evaluate(naive.task, minute(naive.from)).escalations()) {
                        if (naive.fired.add(rule.id())) {
                            wanted.add(new Told(naive.from, naive.number, rule.id()));
                        }
                    }
                }
            });
            if (now >= horizon) {
                horizon = now;
                judged = added;
            }

            assertThat(tracker.fire()).isEqualTo(told.size());

            assertThat(told.stream().map(Scenario::told).sorted())
                    .containsExactlyElementsOf(wanted.stream().sorted().toList());
            for (int i = 1; i < told.size(); i++) {
                Escalated before = told.get(i - 1);
                Escalated after = told.get(i);
                assertThat(before.due()).isBeforeOrEqualTo(after.due());
                assertThat(before.due().equals(after.due())
                                && told(before).number() > told(after).number())
                        .isFalse();
            }
        }

        private static Told told(Escalated it) {
            return new Told(
                    minuteOf(it.due()),
                    Integer.parseInt(it.taskId().substring(1)),
                    it.rule().id());
        }
    }
}
