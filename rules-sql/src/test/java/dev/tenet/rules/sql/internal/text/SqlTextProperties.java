package dev.tenet.rules.sql.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlToken.Kind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text, its tokens are the text. */
class SqlTextProperties {
    private static final List<String> PIECES = List.of(
            "'",
            "''",
            "\"",
            "`",
            "[",
            "]",
            "(",
            ")",
            ":",
            "::",
            ":=",
            ":a",
            ":b1",
            "$",
            "$$",
            "$t$",
            "--",
            "-",
            "/*",
            "*/",
            "//",
            "#",
            "?",
            "@",
            ";",
            "\\",
            "\n",
            "\r",
            " ",
            "\t",
            "E",
            "e'",
            "U&'",
            "N'",
            "x",
            "1",
            "1e-3",
            "0x1f",
            ".",
            "..",
            "a.b",
            "é",
            "名",
            "\uD83D\uDE00",
            "SELECT",
            "IN",
            "{ts '",
            "}",
            "/*!",
            "\u00A0");

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.of(PIECES).list().ofMaxSize(24).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 20_000)
    void theTokensOfATextAreTheText(@ForAll("soup") String text, @ForAll Dialect dialect) {
        SqlText read;
        try {
            read = SqlText.of(text, dialect);
        } catch (SqlTextException e) {
            assertThat(e.offset()).isBetween(0, text.length() - 1);
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        StringBuilder whole = new StringBuilder();
        int at = 0;
        for (SqlToken token : read.tokens()) {
            assertThat(token.start()).isEqualTo(at);
            assertThat(token.end()).isGreaterThan(at);
            at = token.end();
            whole.append(token.in(text));
            assertThat(token.kind() == Kind.PARAMETER).isEqualTo(isParameter(token.in(text)));
        }
        assertThat(whole).hasToString(text);
    }

    private static boolean isParameter(String piece) {
        return piece.length() > 1 && piece.charAt(0) == ':' && "=:".indexOf(piece.charAt(1)) < 0;
    }

    /** What stands inside quotes, comments and dollar quotes can be exchanged for anything without the closing mark. */
    @Property(tries = 5_000)
    void whatIsQuotedNamesNoParameter(@ForAll("quoted") String inside, @ForAll Dialect dialect) {
        String clean = inside.replaceAll("['\\\\*/\\n\\r$;\"!]", "");
        for (String text :
                List.of("SELECT '" + clean + "', :b", "SELECT /*" + clean + "*/ :b", "SELECT -- " + clean + "\n:b")) {
            assertThat(SqlText.of(text, dialect).parameters().keySet()).containsExactly("b");
        }
    }

    @Provide
    Arbitrary<String> quoted() {
        return soup();
    }
}
