package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class KeyStatementsTest {
    private static List<List<Object>> of(Object... keys) {
        return KeyStatements.of(List.of(keys), ValueType.STRING);
    }

    @Test
    void texts_that_some_collation_takes_for_equal_never_go_together() {
        assertThat(of("a", "A", "a ", "b")).containsExactlyInAnyOrder(List.of("a", "b"), List.of("A"), List.of("a "));
        assertThat(of("K-1", "k01", "K 001", "K10"))
                .hasSize(3)
                .anySatisfy(keys -> assertThat(keys).containsExactly("K-1", "K10"));
        assertThat(of("-", "", " ", "0", "00")).hasSize(3);
    }

    @Test
    void a_text_of_more_than_ascii_goes_alone() {
        assertThat(of("e", "é", "f", "a\u0000"))
                .containsExactlyInAnyOrder(List.of("é"), List.of("a\u0000"), List.of("e", "f"));
    }

    @Test
    void a_statement_has_a_thousand_different_keys_at_most() {
        List<Object> keys = new ArrayList<>();
        IntStream.range(0, 2_500).forEach(n -> keys.addAll(List.of((long) n, (long) n)));
        List<List<Object>> statements = KeyStatements.of(keys, ValueType.INTEGER);
        assertThat(statements).extracting(List::size).containsExactly(1_000, 1_000, 500);
        assertThat(statements.stream().flatMap(List::stream).distinct().count()).isEqualTo(2_500);
    }
}
