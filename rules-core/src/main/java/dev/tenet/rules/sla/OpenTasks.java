package dev.tenet.rules.sla;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.expression.EvaluationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The open tasks of a tracker by id and by the time they are due, judged one after another. Not thread-safe: the
 * tracker guards it.
 */
final class OpenTasks {
    private final long tickNanos;
    private final Map<String, OpenTask> tasks = new HashMap<>();
    private final DueQueue queue = new DueQueue();
    private final List<EscalationFailure> failures = new ArrayList<>();

    /** The rules as they are now. */
    private RuleSet source;
    /** The rules that the plans hold for: those as they are now, unless a firing is under way. */
    private RuleSet planned;

    private EscalationPlans plans;
    private FiredRules nothingFired = FiredRules.none();
    private long added;
    private boolean isFiring;

    /** Up to when the tasks numbered below {@link #judged} have been judged. */
    private long horizon = Long.MIN_VALUE;

    private long judged;

    /** What the task that was judged last came to, as far as it was not taken yet. */
    private final Deque<Escalated> pending = new ArrayDeque<>();

    OpenTasks(RuleSet source, long tickNanos) {
        this.source = source;
        this.planned = source;
        this.plans = new EscalationPlans(source);
        this.tickNanos = tickNanos;
    }

    void add(String id, SlaTask task, Collection<String> fired, Instant now) {
        if (tasks.containsKey(id)) {
            throw new IllegalArgumentException(
                    "a task \"" + id + "\" is open already; complete it before you add it again");
        }
        OpenTask open = new OpenTask(id, added, task, planOf(task), before(id, task, fired));
        plan(open, Nanos.epoch(now));
        tasks.put(id, open);
        added++;
    }

    private FiredRules before(String id, SlaTask task, Collection<String> fired) {
        FiredRules before = nothingFired;
        if (!fired.isEmpty()) {
            String prefix = Escalated.prefix(id, task);
            for (String key : fired) {
                before = key.startsWith(prefix) ? before.plus(key.substring(prefix.length())) : before;
            }
        }
        return before;
    }

    @SuppressWarnings("ReferenceEquality") // a reload gives another object
    private EscalationPlan planOf(SlaTask task) {
        try {
            return plans.of(task);
        } catch (NoSlaTargetException e) {
            if (isFiring && source != planned) {
                return new EscalationPlans(source).of(task); // its type may have come with a reload since
            }
            throw e;
        }
    }

    boolean remove(String id) {
        OpenTask open = tasks.remove(id);
        if (open == null) {
            return false;
        }
        queue.remove(open);
        if (!pending.isEmpty() && pending.getFirst().taskId().equals(id)) {
            pending.clear();
        }
        return true;
    }

    Optional<SlaTask> task(String id) {
        return Optional.ofNullable(tasks.get(id)).map(open -> open.task);
    }

    int size() {
        return tasks.size();
    }

    boolean pause(String id, Instant now) {
        OpenTask open = tasks.get(id);
        if (open == null || isPaused(open.task)) {
            return false;
        }
        List<Pause> pauses = new ArrayList<>(open.task.pauses());
        pauses.add(new Pause(now, Optional.empty()));
        pauses(open, pauses, now);
        return true;
    }

    boolean resume(String id, Instant now) {
        OpenTask open = tasks.get(id);
        if (open == null || !isPaused(open.task)) {
            return false;
        }
        List<Pause> pauses = open.task.pauses().stream()
                .map(pause -> pause.until().isEmpty() ? new Pause(pause.from(), Optional.of(now)) : pause)
                .toList();
        pauses(open, pauses, now);
        return true;
    }

    private static boolean isPaused(SlaTask task) {
        return task.pauses().stream().anyMatch(pause -> pause.until().isEmpty());
    }

    private void pauses(OpenTask open, List<Pause> pauses, Instant now) {
        open.task = open.task.pauses(pauses);
        if (open.next != OpenTask.ANEW) {
            plan(open, Nanos.epoch(now));
        }
    }

    Optional<Instant> nextDue() {
        OpenTask first = queue.first();
        return first == null ? Optional.empty() : Optional.of(Nanos.instant(first.due));
    }

    /** From here on the plans stay, so that one firing judges by one rule set, in due order. */
    void beginFiring() {
        isFiring = true;
    }

    void endFiring() {
        isFiring = false;
    }

    /** What is to be told next; null when nothing is due any more. */
    @Nullable
    Escalated take(Instant now) {
        long nowNanos = Nanos.epoch(now);
        while (pending.isEmpty()) {
            OpenTask open = queue.first();
            if (open == null || open.due > nowNanos) {
                if (nowNanos >= horizon) {
                    horizon = nowNanos;
                    judged = added;
                }
                return null;
            }
            pending.addAll(judge(open, now));
            open.judgedAt = Math.max(open.judgedAt, open.due);
            plan(open, nowNanos);
        }
        return pending.poll();
    }

    /** Judges a task at the time it is due. */
    private List<Escalated> judge(OpenTask open, Instant now) {
        EscalationPlan plan = open.plan;
        Instant due = Nanos.instant(open.due);
        long elapsed;
        if (open.next != OpenTask.ANEW && open.due == plan.reaches(open.task, open.next)) {
            elapsed = plan.cut(open.next);
            open.next++;
        } else {
            elapsed = plan.thresholds.elapsed(open.task, due);
            open.next = open.next == OpenTask.ANEW ? plan.cutAfter(elapsed) : open.next;
        }
        List<Escalated> told = new ArrayList<>();
        try {
            for (Rule<Escalation> rule : plan.decide(open.task, open.next - 1, elapsed, due)) {
                if (!open.fired.has(rule.id())) {
                    open.fired = open.fired.plus(rule.id());
                    told.add(new Escalated(
                            open.id, open.task, plan.thresholds.target, rule, Duration.ofNanos(elapsed), due, now));
                }
            }
        } catch (EvaluationException e) {
            failures.add(new EscalationFailure(Optional.of(open.id), Optional.empty(), e));
        }
        return told;
    }

    /** Finds when to judge a task next. */
    private void plan(OpenTask open, long nowNanos) {
        EscalationPlan plan = open.plan;
        while (plan.all.alike() && open.next < plan.count() && isTold(open, plan)) {
            open.next++;
        }
        open.due = plan.reaches(open.task, open.next);
        if (plan.all.haveWallTimes()) {
            open.due = Math.min(open.due, plan.all.wallTimeAfter(open.judgedAt, nowNanos, tickNanos));
        }
        queue.put(open);
    }

    /** Whether there is nothing to tell at the next cut. */
    private static boolean isTold(OpenTask open, EscalationPlan plan) {
        try {
            return plan.decide(open.task, open.next, plan.cut(open.next), open.task.startedAt()).stream()
                    .allMatch(rule -> open.fired.has(rule.id()));
        } catch (EvaluationException e) {
            return false; // reported when it is judged
        }
    }

    /** What went wrong since this was asked last. */
    List<EscalationFailure> takeFailures() {
        List<EscalationFailure> all = List.copyOf(failures);
        failures.clear();
        return all;
    }

    /** Takes in a reload, in O(n) if it matters: each task is judged anew where it stood when the last firing ended. */
    @SuppressWarnings("ReferenceEquality") // a reload gives another object
    void follow(RuleSet latest) {
        source = latest;
        if (isFiring || latest == planned) {
            return;
        }
        planned = latest;
        if (plans.holdFor(latest)) {
            return;
        }
        plans = new EscalationPlans(latest);
        nothingFired = FiredRules.none();
        Set<String> lost = new HashSet<>();
        for (OpenTask open : tasks.values()) {
            try {
                open.plan = plans.of(open.task);
            } catch (NoSlaTargetException e) {
                if (lost.add(e.taskType())) {
                    failures.add(new EscalationFailure(Optional.of(open.id), Optional.empty(), e));
                }
                continue;
            }
            open.fired.forgetWays();
            boolean wasJudged = open.number < judged && Nanos.epoch(open.task.startedAt()) <= horizon;
            open.next = wasJudged ? OpenTask.ANEW : 0;
            open.due = wasJudged ? horizon : open.plan.reaches(open.task, 0);
            open.judgedAt = open.due;
        }
        queue.rebuild(tasks.values());
    }
}
