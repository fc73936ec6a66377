package dev.tenet.rules.internal.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the values of a dimension are: ordered, with a least one and, for each but the greatest, one that comes next.
 * So every interval has the form "from, before", and no open or closed ends need telling apart.
 */
enum Kind {
    /** FALSE, TRUE. */
    TRUTH {
        @Override
        Object lowest() {
            return false;
        }

        @Override
        Optional<Object> next(Object value) {
            return value.equals(true) ? Optional.empty() : Optional.of(true);
        }

        @Override
        List<Object> plain() {
            return List.of(true, false);
        }

        @Override
        Stream<Object> inside(Object from, Optional<Object> before) {
            return Stream.of(from);
        }
    },

    /** Whole numbers of 64 bits. */
    WHOLE {
        @Override
        Object lowest() {
            return Long.MIN_VALUE;
        }

        @Override
        Optional<Object> next(Object value) {
            return value.equals(Long.MAX_VALUE) ? Optional.empty() : Optional.of((long) value + 1);
        }

        @Override
        List<Object> plain() {
            return List.of(0L, 1L);
        }

        @Override
        Stream<Object> inside(Object from, Optional<Object> before) {
            return from.equals(lowest()) && before.isPresent()
                    ? Stream.of((long) before.get() - 1, from)
                    : Stream.of(from);
        }
    },

    /** Doubles without NaN, one zero only. NaN stands beside the order, as NULL does. */
    NUMBER {
        @Override
        Object lowest() {
            return Double.NEGATIVE_INFINITY;
        }

        @Override
        Optional<Object> next(Object value) {
            return value.equals(Double.POSITIVE_INFINITY)
                    ? Optional.empty()
                    : Optional.of(Math.nextUp((double) value) + 0.0);
        }

        @Override
        List<Object> plain() {
            return List.of(0.0, 1.0);
        }

        @Override
        Stream<Object> inside(Object from, Optional<Object> before) {
            double low = (double) from;
            double high = (double) before.orElse(Double.POSITIVE_INFINITY);
            return Stream.of(Math.ceil(low) + 0.0, Math.ceil(high) - 1 + 0.0, low / 2 + high / 2 + 0.0, low);
        }
    },

    /** Text by UTF-16 units. */
    TEXT {
        @Override
        Object lowest() {
            return "";
        }

        @Override
        Optional<Object> next(Object value) {
            return Optional.of(value + "\0");
        }

        @Override
        List<Object> plain() {
            return List.of("other", "another", "");
        }

        @Override
        Stream<Object> inside(Object from, Optional<Object> before) {
            String text = (String) from;
            return text.endsWith("\0") ? Stream.of(text.substring(0, text.length() - 1) + "a", text) : Stream.of(text);
        }
    },

    /** Points in time. */
    TIME {
        @Override
        Object lowest() {
            return Instant.MIN;
        }

        @Override
        Optional<Object> next(Object value) {
            return value.equals(Instant.MAX) ? Optional.empty() : Optional.of(((Instant) value).plusNanos(1));
        }

        @Override
        List<Object> plain() {
            return List.of(); // a moment near a border says more
        }

        @Override
        Stream<Object> inside(Object from, Optional<Object> before) {
            Instant low = (Instant) from;
            if (low.equals(Instant.MIN)) {
                return before.map(high -> Stream.<Object>of(((Instant) high).minusSeconds(1), from))
                        .orElse(Stream.of(Instant.EPOCH));
            }
            long second = low.getNano() == 0 ? low.getEpochSecond() : low.getEpochSecond() + 1;
            return Stream.of(Instant.ofEpochSecond(Math.min(second, Instant.MAX.getEpochSecond())), from);
        }
    },

    /** Lengths of time. */
    LENGTH {
        @Override
        Object lowest() {
            return Duration.ofSeconds(Long.MIN_VALUE);
        }

        @Override
        Optional<Object> next(Object value) {
            return value.equals(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))
                    ? Optional.empty()
                    : Optional.of(((Duration) value).plusNanos(1));
        }

        @Override
        List<Object> plain() {
            return List.of(Duration.ZERO, Duration.ofMinutes(1));
        }

        @Override
        Stream<Object> inside(Object from, Optional<Object> before) {
            Duration low = (Duration) from;
            return low.getSeconds() > Long.MIN_VALUE / 2 && low.getSeconds() < Long.MAX_VALUE / 2
                    ? Stream.of(Duration.ofSeconds(low.getNano() == 0 ? low.getSeconds() : low.getSeconds() + 1), from)
                    : Stream.concat(before.map(high -> ((Duration) high).minusNanos(1)).stream(), Stream.of(from));
        }
    };

    /** The least value. */
    abstract Object lowest();

    /** The least value above another; empty for the greatest. */
    abstract Optional<Object> next(Object value);

    /** Values that are good examples where they are allowed, best first. */
    abstract List<Object> plain();

    /** Good examples for an interval, best first; only the last one is sure to lie in it. */
    abstract Stream<Object> inside(Object from, Optional<Object> before);

    /** Compares two values of the kind. */
    @SuppressWarnings("unchecked") // every value of a kind is of the one class that its lowest value has
    static int compare(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }
}
