/// A table while it is composed: rows, and nothing else.
public struct Table: ~Copyable {
    let composition: Composition
    let element: Int

    public mutating func row<E>(_ body: (inout TableRow) throws(E) -> Void) throws(E) {
        var row = TableRow(composition: composition, element: composition.add(.row, to: element))
        try body(&row)
        composition.checkNotEmpty(row.element)
    }
}

/// A row of a table: cells, and nothing else.
public struct TableRow: ~Copyable {
    let composition: Composition
    let element: Int

    /// A cell that names its row or its column.
    public mutating func header<E>(_ scope: HeaderScope, _ body: (inout Canvas) throws(E) -> Void) throws(E) {
        try composition.paint(composition.add(.header, to: element, attributes: .scope(scope)), body)
    }

    public mutating func cell<E>(_ body: (inout Canvas) throws(E) -> Void) throws(E) {
        try composition.paint(composition.add(.cell, to: element), body)
    }
}
