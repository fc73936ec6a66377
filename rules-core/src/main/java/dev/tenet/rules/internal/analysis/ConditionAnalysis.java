package dev.tenet.rules.internal.analysis;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.internal.compile.FactTests;
import dev.tenet.rules.internal.compile.Program;
import java.util.Optional;

/** Finds out whether a condition depends on facts at all, though it names some. */
public enum ConditionAnalysis {
    /** TRUE for no facts that can occur. */
    NEVER,
    /** TRUE for all facts, NULL included; it does not throw either. */
    ALWAYS,
    /** TRUE for some facts, or nothing was found out. */
    SOMETIMES;

    private static final int MOST_STEPS = 200;

    /**
     * Looks at one condition.
     *
     * @param given what is known of the facts, a condition over the same schema; it makes more conditions
     *     {@link #NEVER}, and none {@link #ALWAYS}: to say what is known anyway is no mistake
     */
    public static ConditionAnalysis of(Expression condition, Optional<Expression> given) {
        FactSchema schema = ((Program) condition).schema();
        Regions regions = new Regions(schema, new Dimensions(schema));
        return of(condition, regions.of(condition), given.map(regions::of).orElse(Region.EVERYTHING));
    }

    /** Looks at a condition that holds in a region. */
    static ConditionAnalysis of(Expression condition, Region region, Region given) {
        if (region.and(given).isEmpty()) {
            return NEVER;
        }
        Program program = (Program) condition;
        return isEverything(region)
                        && FactTests.of(program.syntax(), program.schema()).stream()
                                .allMatch(FactTests.Term::total)
                ? ALWAYS
                : SOMETIMES;
    }

    private static boolean isEverything(Region region) {
        if (region.boxes().size() == 1) {
            return region.boxes().get(0).size() == 0;
        }
        return !Cover.of(Region.EVERYTHING, Candidates.of(region), new Steps(MOST_STEPS))
                .isEmpty();
    }
}
