package dev.tenet.rules.internal.source;

import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.SourceText;
import java.nio.ByteBuffer;

/**
 * The bytes of one source before they are decoded.
 *
 * @param layer the layer they belong to
 * @param file how the source is called in problems
 * @param bytes the content, from position 0
 */
record RawText(String layer, String file, ByteBuffer bytes) {
    /** The whole of a source that could not be read as text. */
    static Place place(String layer, String file) {
        return Place.whole(new SourceText(layer, file, ""));
    }
}
