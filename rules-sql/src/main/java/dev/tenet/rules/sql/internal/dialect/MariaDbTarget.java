package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MariaDB. */
final class MariaDbTarget extends Target {
    MariaDbTarget() {
        super(
                Dialect.MARIADB,
                "ACCESSIBLE ANALYZE ASENSITIVE BEFORE BIGINT BINARY BLOB BOTH CALL CHANGE CHAR CHARACTER CONDITION CONTINUE "
                        + "CONVERT CURRENT_ROLE CURRENT_USER CURSOR DATABASES DAY_HOUR DAY_MICROSECOND DAY_MINUTE DAY_SECOND "
                        + "DEC DECIMAL DECLARE DELAYED DESCRIBE DETERMINISTIC DISTINCTROW DIV DOUBLE DUAL ELSEIF ENCLOSED "
                        + "ESCAPED EXCEPT EXIT FALSE FETCH FLOAT FLOAT4 FLOAT8 FOR FORCE FULLTEXT GENERAL GRANT HIGH_PRIORITY "
                        + "HOUR_MICROSECOND HOUR_MINUTE HOUR_SECOND INFILE INOUT INSENSITIVE INT INT1 INT2 INT3 INT4 INT8 "
                        + "INTEGER INTERVAL ITERATE KEYS KILL LEADING LEAVE LINEAR LINES LOAD LOCALTIME LOCALTIMESTAMP LOCK "
                        + "LONG LONGBLOB LONGTEXT LOOP LOW_PRIORITY MAXVALUE MEDIUMBLOB MEDIUMINT MEDIUMTEXT MIDDLEINT MOD "
                        + "MODIFIES NUMERIC OPTIMIZE OPTION OPTIONALLY OUT OUTFILE PRECISION PROCEDURE PURGE RANGE READ READS "
                        + "READ_WRITE REAL REPEAT REQUIRE RESIGNAL RETURN REVOKE RLIKE ROWS ROW_NUMBER SCHEMA SCHEMAS "
                        + "SECOND_MICROSECOND SENSITIVE SEPARATOR SHOW SIGNAL SMALLINT SPATIAL SPECIFIC SQL SQLEXCEPTION "
                        + "SQLSTATE SQLWARNING SSL STARTING STRAIGHT_JOIN SYSDATE TERMINATED TINYBLOB TINYINT TINYTEXT "
                        + "TRAILING TRUE UNDO UNLOCK UNSIGNED USAGE USE UTC_DATE UTC_TIME UTC_TIMESTAMP VARBINARY VARCHAR "
                        + "VARYING WHILE WINDOW WRITE XOR YEAR_MONTH ZEROFILL");
    }

    @Override
    String name(String plain) {
        return '`' + plain.replace("`", "``") + '`';
    }

    @Override
    String literal(String sqlite) {
        return sqlite.replace("\\", "\\\\");
    }

    @Override
    String now() {
        return "UTC_TIMESTAMP()";
    }

    @Override
    String timestamp(String value) {
        return "CAST(" + value + " AS DATETIME(6))";
    }

    @Override
    String wholeSeconds(String timestamp) {
        return "CAST(" + timestamp + " AS DATETIME)";
    }

    /** Unlike {@code UNIX_TIMESTAMP}, whatever the session's zone and the year. */
    @Override
    String epoch(String timestamp) {
        return "(TO_SECONDS(" + timestamp + ") - 62167219200)";
    }

    @Override
    String ofEpoch(String seconds) {
        return plus("TIMESTAMP '1970-01-01 00:00:00'", seconds, Unit.SECOND);
    }

    @Override
    String plus(String timestamp, String amount, Unit unit) {
        return "(" + timestamp + " + INTERVAL " + amount + " " + unit + ")";
    }

    @Override
    String startOf(String timestamp, Unit unit) {
        String pattern = switch (unit) {
            case MONTH -> "%Y-%m-01";
            case YEAR -> "%Y-01-01";
            default -> "%Y-%m-%d";
        };
        return "CAST(DATE_FORMAT(" + timestamp + ", '" + pattern + "') AS DATETIME)";
    }

    @Override
    String format(String timestamp, List<String> parts) {
        List<String> pieces = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        for (String part : parts) {
            if (part.equals("%f")) {
                pieces.add("DATE_FORMAT(" + timestamp + ", '" + pattern + "%s.')");
                pieces.add("LEFT(DATE_FORMAT(" + timestamp + ", '%f'), 3)");
                pattern.setLength(0);
            } else {
                pattern.append(
                        switch (part) {
                            case "%M" -> "%i";
                            case "%S" -> "%s";
                            case "%Y", "%m", "%d", "%H", "%j" -> part;
                            default -> literal(part.replace("'", "''")).replace("%", "%%");
                        });
            }
        }
        if (!pattern.isEmpty()) {
            pieces.add("DATE_FORMAT(" + timestamp + ", '" + pattern + "')");
        }
        return pieces.size() == 1 ? pieces.get(0) : "CONCAT(" + String.join(", ", pieces) + ")";
    }

    @Override
    String real(String value) {
        return "CAST(" + value + " AS DOUBLE)";
    }

    @Override
    String integer(String value) {
        return "CAST(TRUNCATE(" + value + ", 0) AS SIGNED)";
    }

    @Override
    String wholeNumber(String parameter) {
        return "CAST(" + parameter + " AS SIGNED)";
    }

    @Override
    String text(String value) {
        return "CAST(" + value + " AS CHAR)";
    }

    @Override
    String truthAsNumber(String condition) {
        return "(" + condition + ")";
    }

    /** {@code LOWER} would change all letters; {@code REPLACE} is exact whatever the collation. */
    @Override
    String lower(String text, String capitals) {
        String result = text;
        for (int i = 0; i < capitals.length(); i++) {
            char c = capitals.charAt(i);
            result = "REPLACE(" + result + ", '" + c + "', '" + (char) (c + 'a' - 'A') + "')";
        }
        return result;
    }

    @Override
    String upper(String text) {
        String result = text;
        for (char c = 'a'; c <= 'z'; c++) {
            result = "REPLACE(" + result + ", '" + c + "', '" + (char) (c + 'A' - 'a') + "')";
        }
        return result;
    }

    /**
     * The collations that ignore case ignore accents too, or fold more letters than SQLite does. An empty ESCAPE leaves
     * the backslash as it is by default.
     */
    @Override
    String like(String text, String pattern, boolean negated, Optional<String> escape) {
        String escaped = escape.isPresent() || pattern.matches("(?s)'[^\\\\]*'")
                ? pattern
                : "REPLACE(" + pattern + ", '\\\\', '\\\\\\\\')";
        return "(" + binary(text) + (negated ? " NOT" : "") + " LIKE " + binary(escaped)
                + escape.map(it -> " ESCAPE " + it).orElse("") + ")";
    }

    private static String binary(String text) {
        return "CONVERT(" + text + " USING utf8mb4) COLLATE utf8mb4_bin";
    }

    @Override
    String groupConcat(String value, String separator) {
        return "GROUP_CONCAT(" + value + " SEPARATOR " + separator + ")";
    }

    @Override
    String nullsSmallest(boolean descending) {
        return "";
    }
}
