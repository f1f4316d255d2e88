package io.allasflow.summarize.publish;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.text.Excerpt;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;

/// What an error of the database means, by its SQLSTATE.
final class PostgresErrors {
    /// Errors of values.
    private static final String VALUES = "22";
    private static final Pattern LINE = Pattern.compile(", line (\\d+)");
    private static final int MOST_CHARACTERS = 300;

    private PostgresErrors() {}

    static PipelineException of(SQLException error, PostgresAddress address) {
        var state = error.getSQLState() == null ? "" : error.getSQLState();
        var code = isOfTls(error) ? ErrorCode.PUBLISH_DENIED : code(state);
        var message = "PostgreSQL at " + address.place() + " (" + (state.isEmpty() ? "no SQLSTATE" : state) + "): "
                + (state.startsWith(VALUES) ? row(error) : shortened(error));
        // Without the cause, whose message may hold a cell.
        return new PipelineException(code, message);
    }

    private static ErrorCode code(String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            // Also limits, and features that a server lacks.
            case VALUES, "54", "0A" -> ErrorCode.PUBLISH_UNSUITABLE;
            // Passwords, rights, names, what depends on the table, and read-only transactions.
            case "28", "42", "3D", "3F", "2B", "25", "0L", "0P" -> ErrorCode.PUBLISH_DENIED;
            // The connection, conflicts with others, resources, an operator's hand, and what is not known.
            default -> ErrorCode.PUBLISH_UNAVAILABLE;
        };
    }

    private static boolean isOfTls(SQLException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    /// The server's message would repeat the value.
    private static String row(SQLException error) {
        var where = error instanceof PSQLException own && own.getServerErrorMessage() != null
                ? own.getServerErrorMessage().getWhere()
                : null;
        var line = LINE.matcher(where == null ? "" : where);
        return line.find() ? "it refuses row " + line.group(1) : "it refuses a value";
    }

    private static String shortened(SQLException error) {
        var server = error instanceof PSQLException own ? own.getServerErrorMessage() : null;
        // A detail names the views that hang on a table.
        var message = server == null
                ? String.valueOf(error.getMessage())
                : server.getMessage() + (server.getDetail() == null ? "" : "; " + server.getDetail());
        return Excerpt.of(message, MOST_CHARACTERS);
    }
}
