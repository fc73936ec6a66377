package dev.tenet.rules.spi;

/**
 * A value of the rules as it was written, with its place. Nodes are immutable and compare by identity;
 * {@link #sameValue} compares what they say.
 */
public sealed interface Node permits MapNode, ListNode, ScalarNode {
    /** Where it starts. */
    Place place();

    /** What kind of value it is. */
    NodeKind kind();

    /** Whether both say the same, wherever they stand. The order of a map's keys does not matter. */
    boolean sameValue(Node other);

    /** A hash of what the node says, equal for nodes of the {@link #sameValue}. */
    int valueHash();
}
