package dev.tenet.rules.cli;

import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.ScalarNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The values that must not be shown: what a parameter or input that says {@code sensitive: true} holds beside its
 * declaration.
 */
final class Secrets implements Predicate<Node> {
    private static final Set<String> DECLARATION = Set.of("name", "type", "description", "required", "sensitive");

    private final Set<Node> hidden = Collections.newSetFromMap(new IdentityHashMap<>());

    private Secrets() {}

    /** The secrets of a whole rule set. */
    static Secrets in(Node root) {
        Secrets secrets = new Secrets();
        secrets.search(root);
        return secrets;
    }

    /** Whether a value is a secret itself. */
    @Override
    public boolean test(Node node) {
        return hidden.contains(node);
    }

    /** Whether a value is a secret or has one inside. */
    boolean within(Node node) {
        return hidden.contains(node) || children(node).stream().anyMatch(this::within);
    }

    private void search(Node node) {
        if (node instanceof MapNode map && isSensitive(map)) {
            map.entries().forEach((key, entry) -> {
                if (!DECLARATION.contains(key)) {
                    hide(entry.value());
                }
            });
        }
        children(node).forEach(this::search);
    }

    private void hide(Node node) {
        hidden.add(node);
        children(node).forEach(this::hide);
    }

    private static boolean isSensitive(MapNode map) {
        return map.value("sensitive").orElse(null) instanceof ScalarNode scalar
                && scalar.value().equals(Optional.of(true));
    }

    private static List<Node> children(Node node) {
        if (node instanceof MapNode map) {
            return map.entries().values().stream().map(MapNode.Entry::value).toList();
        }
        return node instanceof ListNode list ? list.items() : List.of();
    }
}
