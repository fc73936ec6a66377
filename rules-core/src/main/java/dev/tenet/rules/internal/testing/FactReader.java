package dev.tenet.rules.internal.testing;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.internal.bind.Names;
import dev.tenet.rules.internal.bind.OutputValues;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Problems;
import java.time.InstantSource;
import java.util.Optional;

/** Types the facts of a test by the schema of the rules that it runs against. */
final class FactReader {
    private FactReader() {}

    /** The facts; empty after a problem was reported. */
    static Optional<Facts> read(Given given, FactSchema schema, Problems problems) {
        Facts.Builder facts = schema.facts();
        int before = problems.sorted().size();
        given.facts()
                .map(MapNode::entries)
                .ifPresent(entries -> entries.forEach((name, entry) -> schema.fact(name)
                        .ifPresentOrElse(
                                fact -> OutputValues.of(entry.value(), fact.type(), problems)
                                        .ifPresent(value -> facts.put(name, value)),
                                () -> problems.error(
                                        "unknown-fact",
                                        entry.key(),
                                        '"' + name + "\" is not a fact here",
                                        Names.didYouMean(
                                                name,
                                                schema.declared().stream()
                                                        .map(FactSchema.Fact::name)
                                                        .toList(),
                                                "facts")))));
        return problems.sorted().size() > before
                ? Optional.empty()
                : Optional.of(facts.build().at(InstantSource.fixed(given.clock())));
    }
}
