package dev.tenet.rules.internal.source;

import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.SourceText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Turns the bytes of a file into text: UTF-8 and nothing else, so that the same file means the same everywhere. */
final class Decoder {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private Decoder() {}

    /** The text, or nothing after a problem was reported. */
    static Optional<SourceText> decode(String layer, String file, ByteBuffer in, Problems problems) {
        SourceText none = new SourceText(layer, file, "");
        if (startsWith(in, 0xFE, 0xFF) || startsWith(in, 0xFF, 0xFE)) {
            problems.error(
                    "wrong-encoding",
                    new Place(none, 1, 1),
                    "got a byte order mark of UTF-16 or UTF-32, want UTF-8",
                    "save the file as UTF-8");
            return Optional.empty();
        }
        String text = new String(in.array(), in.arrayOffset(), in.remaining(), StandardCharsets.UTF_8);
        // It stands for what is no UTF-8, unless the file itself has it.
        if (text.indexOf(REPLACEMENT) >= 0 && !isStrict(layer, file, in, problems)) {
            return Optional.empty();
        }
        return checkCharacters(new SourceText(layer, file, text), problems);
    }

    /** Reports the first byte that is no UTF-8, slower than the decoder of {@link String}, which does not tell. */
    private static boolean isStrict(String layer, String file, ByteBuffer in, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate(in.remaining());
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int octet = in.get(in.position()) & 0xFF;
            String decoded = out.flip().toString();
            SourceText text = new SourceText(layer, file, decoded);
            problems.error(
                    "wrong-encoding",
                    text.place(decoded.length()),
                    String.format("got the byte 0x%02X, which is not UTF-8", octet),
                    "save the file as UTF-8");
        }
        return !result.isError();
    }

    private static Optional<SourceText> checkCharacters(SourceText text, Problems problems) {
        String characters = text.text();
        int nul = characters.indexOf('\0');
        if (nul >= 0) {
            problems.error(
                    "not-text",
                    text.place(nul),
                    "got a zero byte, want a text file",
                    "this looks like a binary file; move it elsewhere");
            return Optional.empty();
        }
        if (!characters.isEmpty() && characters.charAt(0) == BYTE_ORDER_MARK) {
            problems.error(
                    "byte-order-mark",
                    new Place(text, 1, 1),
                    "got a byte order mark before the first character, want plain UTF-8",
                    "save the file as UTF-8 without a byte order mark");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static boolean startsWith(ByteBuffer bytes, int first, int second) {
        return bytes.remaining() >= 2 && (bytes.get(0) & 0xFF) == first && (bytes.get(1) & 0xFF) == second;
    }
}
