package dev.tenet.rules.ui;

import java.util.List;

/**
 * How a table is laid out.
 *
 * @param columns the columns from left to right; at least one
 * @param defaultSort the order of the rows before anybody sorts
 * @param pageSize rows on a page
 * @param searchable whether the table has a search box
 * @param filterable whether its columns have filters
 */
public record Table(List<Column> columns, Sort defaultSort, int pageSize, boolean searchable, boolean filterable) {

    /** Takes its own copy of the list. */
    public Table {
        columns = List.copyOf(columns);
    }

    /**
     * An order of rows.
     *
     * @param field the field to sort by
     * @param order the direction
     */
    public record Sort(String field, Order order) {}

    /** The direction of a sort. */
    public enum Order {
        /** Smallest first. */
        ASC,
        /** Greatest first. */
        DESC
    }
}
