package dev.tenet.rules.internal.testing;

import dev.tenet.rules.internal.bind.Formats;
import dev.tenet.rules.internal.bind.Lists;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.NodeKind;
import dev.tenet.rules.spi.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Reads the values that a map of expectations names, in the order of its author. */
final class WantReader {
    private final MapReader in;
    private final List<Wanted> wants = new ArrayList<>();

    WantReader(MapReader in) {
        this.in = in;
    }

    List<Wanted> wants() {
        return wants;
    }

    private WantReader add(String key, Function<Node, Object> read) {
        in.value(key).ifPresent(node -> wants.add(new Wanted(key, read.apply(node), node)));
        return this;
    }

    WantReader text(String key) {
        return add(key, node -> in.text(key));
    }

    /** Text that may be empty. */
    WantReader anyText(String key) {
        return add(key, node -> Formats.anyText(in, key));
    }

    WantReader texts(String key) {
        return add(key, node -> in.texts(key));
    }

    WantReader flag(String key) {
        return add(key, node -> in.flag(key));
    }

    WantReader integer(String key, long least, long most) {
        return add(key, node -> in.integer(node, least, most));
    }

    WantReader minutes(String key) {
        return add(key, node -> Formats.minutes(in, key));
    }

    <E extends Enum<E>> WantReader oneOf(String key, Class<E> type) {
        return add(key, node -> in.oneOf(key, type).name().toLowerCase(Locale.ROOT));
    }

    /** A share of a target, up to a million percent. */
    WantReader percent(String key) {
        return add(key, node -> {
            Object got = node instanceof ScalarNode scalar ? scalar.value().orElse("") : "";
            if (!(got instanceof Number number)) {
                in.problems().wrongType(node, NodeKind.NUMBER.description());
                return 0.0;
            }
            // Written so that not-a-number fails too.
            if (!(number.doubleValue() >= 0 && number.doubleValue() <= 1_000_000)) {
                in.problems().outOfRange(node, "at least 0 and at most 1000000");
            }
            return number.doubleValue();
        });
    }

    WantReader length(String key) {
        return add(key, node -> Lengths.signed(node, in.problems()));
    }

    WantReader instant(String key) {
        return add(
                key,
                node -> Formats.instant(node, in.problems())
                        .map(Object.class::cast)
                        .orElse(""));
    }

    /** A first and a last port. */
    WantReader ports(String key) {
        return add(key, node -> {
            List<Object> ports = new ArrayList<>();
            List<Node> items = in.items(key);
            items.forEach(item -> ports.add(in.integer(item, 1, 65_535)));
            if (items.size() > 2) {
                in.problems().outOfRange(node, "at most 2 items");
            } else if (node instanceof ListNode) {
                Lists.requireItems(node, 2, in.problems());
            }
            return ports;
        });
    }
}
