package io.allasflow.summarize.publish;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.copy.CopyIn;

/// Copies tables into a schema of a PostgreSQL database, each in one transaction: the rows go into a new table, which takes
/// the old one's place at its end. Whoever reads sees all of the old table or all of the new one, and whatever dies
/// leaves nothing behind. The comment on a table tells which version it holds.
///
/// The rows are copied with FREEZE, by which they are visible to every transaction that finds the table, also to one that
/// began before it was there; without, that one would find it empty.
///
/// Holds 64 KiB of rows, and one row.
public final class PostgresPublisher {
    private static final int MOST_COLUMNS = 1_600;
    private static final int CHARACTERS_AT_ONCE = 1 << 16;
    /// In the comment on each table of ours.
    private static final String OURS = "allasflow";

    private static final ObjectWriter ONE_LINE = Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

    private final PostgresSettings settings;
    private final PostgresAccess access;

    public PostgresPublisher(PostgresSettings settings, PostgresAccess access) {
        this.settings = settings;
        this.access = access;
    }

    /// Looks again whether what was copied is the current version, and throws if it is not; then nothing changes.
    @FunctionalInterface
    public interface Guard {
        void check() throws IOException;
    }

    /// Whether the database lets us in.
    ///
    /// @throws PipelineException with one of the codes `PUBLISH_…` if it does not
    public void knock() {
        var granted = access.grant(settings);
        try {
            PostgresSession.open(settings.address(), granted).close();
        } catch (SQLException e) {
            throw PostgresErrors.of(e, settings.address());
        }
    }

    /// Nothing happens if the table holds that version already.
    ///
    /// @param name of the dataset or model, from which the table's is made: see [Identifier]
    /// @param version names what the rows are made from, in this order
    /// @return whether anything was copied
    /// @throws PipelineException with one of the codes `PUBLISH_…`
    /// @throws IOException as `rows` and `guard` throw it
    public boolean publish(String name, Map<String, String> version, List<PublishedColumn> columns,
            PublishedRows.Source rows, Guard guard) throws IOException {
        var granted = access.grant(settings);
        check(columns);
        try (var session = PostgresSession.open(settings.address(), granted)) {
            createSchema(session);
            var table = new Target(session, name);
            if (table.isUpToDate(version)) {
                return false;
            }
            table.create(columns);
            table.fill(columns, rows);
            guard.check();
            table.swap(version);
            session.commit();
            return true;
        } catch (SQLException e) {
            throw PostgresErrors.of(e, settings.address());
        }
    }

    /// In a transaction of its own, as other tables wait for it.
    private void createSchema(PostgresSession session) throws SQLException {
        // Asked for, since IF NOT EXISTS needs the right to create schemas even where there is one.
        if (session.ask("SELECT 1 FROM pg_namespace WHERE nspname = " + session.literal(settings.schema()))
                .isEmpty()) {
            session.execute("CREATE SCHEMA IF NOT EXISTS " + session.name(settings.schema()));
        }
        session.commit();
    }

    private static void check(List<PublishedColumn> columns) {
        if (columns.size() > MOST_COLUMNS) {
            throw new PipelineException(ErrorCode.PUBLISH_UNSUITABLE,
                    "the table has " + columns.size() + " columns, PostgreSQL's have at most " + MOST_COLUMNS);
        }
        var names = new HashSet<String>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new PipelineException(ErrorCode.PUBLISH_UNSUITABLE,
                        "two columns are called '" + column.name() + "'");
            }
        }
    }

    private static String comment(String name, Map<String, String> version) throws IOException {
        var facts = new LinkedHashMap<String, String>();
        facts.put(OURS, name);
        facts.putAll(version);
        return ONE_LINE.writeValueAsString(facts);
    }

    /// A table, within one transaction.
    private final class Target {
        private final PostgresSession session;
        private final String name;
        private final String table;
        private final String qualified;
        private final String growing;

        Target(PostgresSession session, String name) throws SQLException {
            this.session = session;
            this.name = name;
            this.table = Identifier.table(name);
            this.qualified = in(table);
            this.growing = in(Identifier.growing(table));
        }

        private String in(String relation) throws SQLException {
            return session.name(settings.schema()) + "." + session.name(relation);
        }

        /// Of several writers one works; the others wait for it.
        boolean isUpToDate(Map<String, String> version) throws SQLException, IOException {
            session.ask("SELECT pg_advisory_xact_lock(hashtextextended(" + session.literal(qualified) + ", 0))");
            var found = session.ask("SELECT coalesce(obj_description(to_regclass(" + session.literal(qualified)
                    + "), 'pg_class'), '') WHERE to_regclass(" + session.literal(qualified) + ") IS NOT NULL");
            if (found.isPresent() && !isOurs(found.get())) {
                throw new PipelineException(ErrorCode.PUBLISH_DENIED,
                        qualified + " is there, and not a table of '" + name
                                + "' that Allasflow made: rename or drop it");
            }
            return found.isPresent() && found.get().equals(comment(name, version));
        }

        private boolean isOurs(String comment) {
            try {
                return name.equals(Json.MAPPER.readTree(comment).path(OURS).textValue());
            } catch (IOException noJson) {
                return false;
            }
        }

        void create(List<PublishedColumn> columns) throws SQLException {
            var definitions = new StringBuilder();
            for (var column : columns) {
                definitions.append(definitions.isEmpty() ? "" : ", ")
                        .append(session.name(Identifier.column(column.name()))).append(' ')
                        .append(column.type().sql());
            }
            session.execute("CREATE TABLE " + growing + " (" + definitions + ")");
            for (var column : columns) {
                var called = Identifier.column(column.name());
                if (!called.equals(column.name())) {
                    session.execute("COMMENT ON COLUMN " + growing + "." + session.name(called) + " IS "
                            + session.literal(column.name().replace("\0", "\\0")));
                }
            }
        }

        void fill(List<PublishedColumn> columns, PublishedRows.Source rows) throws SQLException, IOException {
            var text = new CopyText(columns);
            var arrived = session.copy("COPY " + growing + " FROM STDIN (FORMAT text, FREEZE, ENCODING 'UTF8')",
                    copy -> {
                        try (var all = rows.open()) {
                            while (all.hasNext()) {
                                text.add(all.next());
                                if (text.length() >= CHARACTERS_AT_ONCE) {
                                    send(text, copy);
                                }
                            }
                        }
                        send(text, copy);
                    });
            if (arrived != text.rows()) {
                throw new IllegalStateException(
                        "PostgreSQL has " + arrived + " rows of the " + text.rows() + " sent to " + qualified);
            }
        }

        private void send(CopyText text, CopyIn copy) throws SQLException {
            var bytes = text.taken();
            copy.writeToCopy(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }

        /// What reads the old table is waited for.
        void swap(Map<String, String> version) throws SQLException, IOException {
            session.execute("COMMENT ON TABLE " + growing + " IS " + session.literal(comment(name, version)));
            session.execute("DROP TABLE IF EXISTS " + qualified);
            session.execute("ALTER TABLE " + growing + " RENAME TO " + session.name(table));
        }
    }
}
