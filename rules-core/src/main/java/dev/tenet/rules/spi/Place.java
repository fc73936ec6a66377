package dev.tenet.rules.spi;

import dev.tenet.rules.SourceLocation;
import java.util.Objects;

/**
 * A place in a source text.
 *
 * @param source the text
 * @param line counted from 1; 0 when the place is the whole text
 * @param column counted from 1, in code points; 0 when the place is the whole text
 */
public record Place(SourceText source, int line, int column) {
    /** Checks that nothing is missing. */
    public Place {
        Objects.requireNonNull(source, "source");
    }

    /** The whole of a text. */
    public static Place whole(SourceText source) {
        return new Place(source, 0, 0);
    }

    /** The public form: layer, file, line and column. */
    public SourceLocation location() {
        return new SourceLocation(source.layer(), source.file(), line, column);
    }

    /**
     * For people: the source line, of a long line the part around this place, and below it a line with a caret. Empty
     * for a whole text and for a blank line.
     */
    public String excerpt() {
        return source.excerpt(this);
    }

    @Override
    public String toString() {
        return location().toString();
    }
}
