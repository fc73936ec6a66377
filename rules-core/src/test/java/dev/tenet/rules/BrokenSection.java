package dev.tenet.rules;

import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import java.net.URL;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A section of a host with a bug that a test switches on. */
record BrokenSection(AtomicBoolean broken) implements RuleSection<BrokenSection.Value> {
    record Value() {}

    @Override
    public String name() {
        return "broken";
    }

    @Override
    public Class<Value> type() {
        return Value.class;
    }

    @Override
    public Set<String> keys() {
        return Set.of("broken_things");
    }

    @Override
    public URL schema() {
        throw new AssertionError("no rules have this section");
    }

    @Override
    public Value bind(MapReader in, Sections others) {
        if (broken.get()) {
            throw new IllegalStateException("a bug of the host");
        }
        return new Value();
    }
}
