package dev.tenet.rules.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.expression.FactSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caret stands under the mistake in a terminal. */
class ExcerptTest {
    @ParameterizedTest
    @CsvSource({
        "abc, 3, letters",
        "\u6f22\u5b57, 4, ideographs",
        "\uff76\uff85, 2, halfwidth katakana",
        "\u30ab\u30ca, 4, katakana",
        "\uff21, 2, fullwidth letters",
        "\uac00, 2, hangul",
        "e\u0301, 1, a combining accent",
        "\ud83d\ude00, 2, an emoji",
        "\ud83d\udc69\u200d\ud83d\udcbb, 4, joined emoji",
        "\u2764\ufe0f, 1, a heart in the style of text",
        "\u20ac\u00e9\u0416, 3, narrow letters beyond ASCII",
        "\ud840\udc00, 2, a rare ideograph",
        "\u303f\u2615\u2616, 4, the neighbours of wide ones"
    })
    void theCaretStandsAsFarAsTheTextBeforeItReaches(String before, int cells, String what) {
        SourceText source = new SourceText("base", "a.yaml", before + "X\n");
        String caret = source.excerpt(source.place(before.length())).split("\n")[1];
        assertThat(caret).as(what).isEqualTo(" ".repeat(cells) + "^");
    }

    @Test
    void aTabStaysATabAmongWideCharacters() {
        String before = "\u6f22\t\u5b57\t";
        SourceText source = new SourceText("base", "a.yaml", before + "X");
        assertThat(source.excerpt(source.place(before.length()))).isEqualTo(before + "X\n  \t  \t^");
    }

    @Test
    void theCaretsOfAnExpressionAreAsWideAsItsToken() {
        String text = "'\u6f22' = 'x' '\ud83d\ude00\u5b57'";
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.condition(text, FactSchema.open()))
                .satisfies(e -> assertThat(e.getMessage().lines().toList().get(2))
                        .isEqualTo(" ".repeat(2 + 11) + "^".repeat(6)));
    }
}
