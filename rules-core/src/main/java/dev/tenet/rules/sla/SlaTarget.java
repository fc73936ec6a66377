package dev.tenet.rules.sla;

import dev.tenet.rules.SourceLocation;
import java.time.Duration;
import java.util.Optional;

/**
 * How long work of one type may take. Immutable.
 *
 * @param taskType the type, or {@code default}
 * @param target the time allowed; more than zero
 * @param warningPercent the share of the target from which on the level is warning
 * @param criticalPercent the share of the target from which on the level is critical; not below the warning's
 * @param calendar the calendar whose working hours count; empty when every minute counts
 * @param description text for people; empty when there is none
 * @param variant the name of the variant that this is; empty for the target as it is written
 * @param location where the target stands
 */
public record SlaTarget(
        String taskType,
        Duration target,
        double warningPercent,
        double criticalPercent,
        Optional<BusinessCalendar> calendar,
        String description,
        Optional<String> variant,
        SourceLocation location) {}
