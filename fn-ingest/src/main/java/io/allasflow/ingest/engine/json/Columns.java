package io.allasflow.ingest.engine.json;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// The columns of all records, in the order they first appear. A column is known by its names from the record's root, not
/// by its dotted name: `{"a.b": 1, "a": {"b": 2}}` has two.
final class Columns {
    /// More are objects keyed by data, not a table.
    static final int MAX_COLUMNS = 10_000;

    private final Node root = new Node(null, "");
    private final List<Node> leaves = new ArrayList<>();
    private int nodes;
    private long characters;

    /// A name in a record, and the column it is, if it ever has a value of its own.
    static final class Node {
        private final Node parent;
        private final String name;
        private final Map<String, Node> children = new HashMap<>();
        private int column = -1;
        private Node repeated;

        private Node(Node parent, String name) {
            this.parent = parent;
            this.name = name;
        }

        private String dotted() {
            return parent == null || parent.parent == null ? name : parent.dotted() + "." + name;
        }
    }

    Node root() {
        return root;
    }

    int size() {
        return leaves.size();
    }

    Node child(Node parent, String name) throws RefusedSourceException {
        var child = parent.children.get(name);
        if (child == null) {
            child = count(new Node(parent, name));
            parent.children.put(name, child);
        }
        return child;
    }

    /// The column for another value of the same name in the same record.
    Node repeated(Node node) throws RefusedSourceException {
        if (node.repeated == null) {
            node.repeated = count(new Node(node.parent, node.name));
        }
        return node.repeated;
    }

    int column(Node node) {
        if (node.column < 0) {
            node.column = leaves.size();
            leaves.add(node);
        }
        return node.column;
    }

    /// Dotted names; one that is taken gets a number, as in `a_2`.
    List<String> names() throws RefusedSourceException {
        long length = 0;
        var names = new ArrayList<String>();
        var taken = new HashSet<String>();
        var numbers = new HashMap<String, Integer>();
        for (var leaf : leaves) {
            var dotted = leaf.dotted();
            var name = dotted;
            length += name.length();
            checkLength(length);
            while (!taken.add(name)) {
                name = dotted + "_" + numbers.merge(dotted, 2, (number, _) -> number + 1);
            }
            names.add(name);
        }
        return names;
    }

    private Node count(Node node) throws RefusedSourceException {
        if (++nodes > MAX_COLUMNS) {
            throw new RefusedSourceException(ErrorCode.TOO_COMPLEX,
                    "is JSON with more than " + MAX_COLUMNS + " names, each of which would be a column");
        }
        characters += node.name.length();
        checkLength(characters);
        return node;
    }

    private static void checkLength(long characters) throws RefusedSourceException {
        if (characters > JsonText.MAX_RECORD_CHARACTERS) {
            throw new RefusedSourceException(ErrorCode.TOO_COMPLEX, "is JSON whose names have more than "
                    + JsonText.MAX_RECORD_CHARACTERS + " characters together");
        }
    }
}
