package dev.tenet.rules.internal.bind;

import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Problems;

/** Bounds of lists. */
public final class Lists {
    private Lists() {}

    /** Reports a list that is too short; what is no list was reported when it was read. */
    public static void requireItems(Node value, int least, Problems problems) {
        if (value instanceof ListNode list && list.items().size() < least) {
            problems.outOfRange(value, "at least " + least + (least == 1 ? " item" : " items"));
        }
    }
}
