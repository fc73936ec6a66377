package dev.tenet.rules.routing;

/**
 * The TCP ports that environments of a task type may use, both ends included.
 *
 * @param first the lowest port, 1 to 65535
 * @param last the highest port, not below the first
 */
public record PortRange(int first, int last) {
    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if an end is no port or the range is empty
     */
    public PortRange {
        if (first < 1 || last > 65535 || first > last) {
            throw new IllegalArgumentException(
                    "got port range [" + first + ", " + last + "], want 1 <= first <= last <= 65535");
        }
    }

    /** How many ports there are: one or more. */
    public int size() {
        return last - first + 1;
    }

    /** Whether a port lies in the range. */
    public boolean contains(int port) {
        return port >= first && port <= last;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
