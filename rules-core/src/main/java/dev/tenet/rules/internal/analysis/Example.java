package dev.tenet.rules.internal.analysis;

import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.internal.analysis.Dimensions.Dimension;
import dev.tenet.rules.internal.syntax.Node.Literal;
import dev.tenet.rules.internal.syntax.Node.Path;
import dev.tenet.rules.internal.syntax.Node.Step;
import dev.tenet.rules.internal.syntax.Printer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Facts that show a finding.
 *
 * @param values the facts that are not NULL, as a host would give them
 * @param moment the time of the decision; the epoch where it does not matter
 * @param text the facts as a reader wants them: {@code size = 7, area is NULL}
 * @param withNull whether a fact that is NULL matters
 */
public record Example(Map<String, Object> values, Instant moment, String text, boolean withNull) {
    private static final int MOST_NAMED = 5;

    /** The facts, with the moment as their clock. */
    public Facts facts() {
        return Facts.of(values).at(InstantSource.fixed(moment));
    }

    /** Facts in a box; empty where none can be named. The dimensions that are free in it are NULL. */
    static Optional<Example> in(Box box, Dimensions dimensions) {
        Map<String, Object> values = new LinkedHashMap<>();
        Instant moment = Instant.EPOCH;
        List<String> parts = new ArrayList<>();
        boolean withNull = false;
        for (int i = 0; i < box.size(); i++) {
            Dimension dimension = dimensions.get(box.dimension(i));
            Optional<Object> value = box.set(i).example();
            if (box.dimension(i) == Dimensions.MOMENT) {
                moment = (Instant) value.orElseThrow();
                parts.add("the time is " + moment);
            } else if (value.isPresent() && dimension.path().isPresent() && dimensions.takes(dimension)) {
                if (!put(values, dimension.path().get(), value.get())) {
                    return Optional.empty();
                }
                parts.add(dimension.name() + " = " + Printer.print(new Literal(value.get(), 0, 0)));
            } else if (!box.set(i).hasNull()) {
                return Optional.empty();
            } else if (dimension.path().isPresent()) {
                withNull = true;
                parts.add(dimension.name() + " is NULL");
            }
        }
        if (parts.isEmpty()) {
            return Optional.of(new Example(values, moment, allNull(dimensions), true));
        }
        return Optional.of(new Example(values, moment, String.join(", ", parts), withNull));
    }

    private static String allNull(Dimensions dimensions) {
        List<String> facts = IntStream.range(0, dimensions.size())
                .mapToObj(dimensions::get)
                .filter(dimension -> dimension.path().isPresent())
                .map(dimension -> dimension.name() + " is NULL")
                .distinct()
                .toList();
        return facts.isEmpty() || facts.size() > MOST_NAMED ? "every fact is NULL" : String.join(", ", facts);
    }

    /** Builds the maps that a path walks into; false where another value is in the way. */
    @SuppressWarnings("unchecked") // the maps are those that were put here
    private static boolean put(Map<String, Object> values, Path path, Object value) {
        Map<String, Object> within = values;
        String key = path.name();
        for (Step step : path.steps()) {
            Object inner = within.computeIfAbsent(key, any -> new LinkedHashMap<String, Object>());
            Optional<String> next = step.key();
            if (next.isEmpty() || !(inner instanceof Map)) {
                return false;
            }
            within = (Map<String, Object>) inner;
            key = next.get();
        }
        return within.putIfAbsent(key, value) == null;
    }
}
