package dev.tenet.rules.sql;

import java.util.Optional;

/**
 * A row that was not loaded.
 *
 * @param position its number in the source, from 1: what identifies it where it is reported again
 * @param column the column whose value did not fit; empty where the database refused the row as a whole
 * @param reason what is wrong with it; shows no value of a sensitive column
 * @param row the row as the source gave it; of a source that fills one object again and again, that object
 */
public record RejectedRow(long position, Optional<String> column, String reason, Object row) {
    /** Position, column and reason in one line. */
    @Override
    public String toString() {
        return "row " + position
                + column.map(name -> ", column \"" + name + '"').orElse("") + ": " + reason;
    }
}
