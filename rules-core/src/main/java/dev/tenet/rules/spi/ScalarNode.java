package dev.tenet.rules.spi;

import dev.tenet.rules.internal.text.Printable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Text, a number, true or false, or null. */
public final class ScalarNode implements Node {
    private static final int SHOWN = 60;

    private final Place place;
    private final @Nullable Object value;

    /**
     * Makes a scalar.
     *
     * @param place where it starts
     * @param value a {@link String}, {@link Long}, {@link Double} or {@link Boolean}, or null
     */
    public ScalarNode(Place place, @Nullable Object value) {
        this.place = Objects.requireNonNull(place, "place");
        this.value = value;
        kind();
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public NodeKind kind() {
        if (value instanceof String) {
            return NodeKind.TEXT;
        } else if (value instanceof Long) {
            return NodeKind.INTEGER;
        } else if (value instanceof Double) {
            return NodeKind.NUMBER;
        } else if (value instanceof Boolean) {
            return NodeKind.BOOLEAN;
        } else if (value == null) {
            return NodeKind.NULL;
        }
        throw new IllegalArgumentException(
                "got a " + value.getClass().getName() + ", want a String, Long, Double or Boolean, or null");
    }

    /** The {@link String}, {@link Long}, {@link Double} or {@link Boolean}; empty for null. */
    public Optional<Object> value() {
        return Optional.ofNullable(value);
    }

    /**
     * The place of a character of the decoded text: quotes, escapes, folded lines and indentation are taken into
     * account, so that an error in a condition points at the very token.
     *
     * @param offset an index in the decoded text; the place just after the last character is allowed
     */
    public Place locate(int offset) {
        if (!(value instanceof String text)) {
            return place;
        }
        SourceText source = place.source();
        return source.place(ScalarPosition.in(source.text(), source.offset(place), text, offset));
    }

    @Override
    public boolean sameValue(Node other) {
        return other instanceof ScalarNode that && Objects.equals(value, that.value);
    }

    @Override
    public int valueHash() {
        return Objects.hashCode(value);
    }

    /** The value for messages: text in quotes and shortened, everything else as it is. */
    @Override
    public String toString() {
        if (!(value instanceof String text)) {
            return String.valueOf(value);
        }
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return '"' + Printable.line(shown.replace("\n", "\\n").replace("\r", "\\r")) + '"';
    }
}
