package dev.tenet.rules.sql.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.sql.cache.KeptResult.TableEpochs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The results found last hold on to nothing that the cache has dropped. */
final class RecentResultsTest {
    private static final CachedQuery QUERY = new CachedQuery(
            "q", "fingerprint", Set.of("main/t"), Duration.ofSeconds(1), Duration.ZERO, new CacheCounters());

    private final RecentResults recent = new RecentResults();

    private static KeptResult kept(@Nullable Object... values) {
        return new KeptResult(
                CacheKey.of(QUERY, values, null, Map.class),
                CachedResult.of(List.of("a"), List.of()),
                new TableEpochs(),
                0,
                0);
    }

    private @Nullable KeptResult find(@Nullable Object... values) {
        return recent.find(QUERY, values, null, Map.class);
    }

    @Test
    void a_result_is_found_by_what_its_values_hold() {
        KeptResult kept = kept(1L, null, List.of(new byte[] {1}, "x"), new byte[] {2});
        recent.add(kept);
        assertThat(find(1L, null, List.of(new byte[] {1}, "x"), new byte[] {2})).isSameAs(kept);
        assertThat(find(1L, null, List.of(new byte[] {2}, "x"), new byte[] {2})).isNull();
        assertThat(find(1L, null, List.of(new byte[] {1}), new byte[] {2})).isNull();
        assertThat(find(1L, "", List.of(new byte[] {1}, "x"), new byte[] {2})).isNull();
        assertThat(recent.find(QUERY, kept.key.values(), "tenant", Map.class)).isNull();
        assertThat(recent.find(QUERY, kept.key.values(), null, Long.class)).isNull();
    }

    @Test
    void a_dropped_result_is_let_go() {
        KeptResult kept = kept(1L);
        recent.add(kept);
        recent.drop(kept);
        assertThat(find(1L)).isNull();
    }

    @Test
    void a_result_that_was_dropped_before_it_comes_here_is_let_go_too() {
        KeptResult kept = kept(1L);
        recent.drop(kept);
        recent.add(kept);
        assertThat(find(1L)).isNull();
    }

    @Test
    void letting_go_of_a_result_leaves_the_one_that_took_its_place() {
        KeptResult old = kept(1L);
        KeptResult fresh = kept(1L);
        recent.add(old);
        recent.add(fresh);
        recent.drop(old);
        assertThat(find(1L)).isSameAs(fresh);
    }
}
