package dev.tenet.rules.bench;

/**
 * The queries of {@link TaskTable} by a template and by hand, in {@linkplain Rounds rounds}.
 *
 * <pre>{@code java -cp rules-bench/target/benchmarks.jar dev.tenet.rules.bench.QueryRounds sqlite h2 postgresql}</pre>
 */
public final class QueryRounds {
    private QueryRounds() {}

    /**
     * Measures.
     *
     * @param databases which of {@code sqlite}, {@code h2}, {@code postgresql}
     */
    @SuppressWarnings("SystemOut") // a program
    public static void main(String... databases) throws Exception {
        for (String database : databases) {
            try (TaskTable table = TaskTable.of(database)) {
                new Rounds(table::rewind)
                        .add("by hand", table::pointByHand)
                        .add("template", table::point)
                        .run("point, " + database, System.out);
                new Rounds(table::rewind)
                        .add("by hand", table::rangeByHand)
                        .add("template", table::range)
                        .run("50 rows, " + database, System.out);
            }
        }
    }
}
