/// Writes JSON (RFC 8259) straight into a buffer, in the order it is told. Commas are its own affair.
public struct JSONWriter: ~Copyable {
    private var buffer = OctetBuffer(capacity: 2048)
    private var separates = false

    /// One value, as bytes of UTF-8.
    public static func bytes(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        body(&writer)
        return writer.buffer.octets
    }

    // MARK: Values

    public mutating func object(_ members: (inout JSONWriter) -> Void) {
        open("{")
        members(&self)
        close("}")
    }

    // Inlinable, as what is written is of another room: a generic loop takes three times as long.
    @inlinable public mutating func array<Element>(_ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void) {
        open("[")
        for element in elements { write(&self, element) }
        close("]")
    }

    public mutating func string(_ text: String?) {
        guard let text else { return literal("null") }
        separate()
        quote(text)
    }

    public mutating func number(_ number: Int) {
        separate()
        raw(String(number).utf8Span.span)
    }

    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    public mutating func null() { literal("null") }

    /// One value that was written before.
    public mutating func verbatim(_ value: [UInt8]) {
        separate()
        raw(value.span)
    }

    /// One value that was written before and cut where `text`, which needs no escape, goes.
    public mutating func verbatim(_ pieces: [[UInt8]], joinedBy text: String) {
        separate()
        for (index, piece) in pieces.enumerated() {
            if index > 0 { raw(text.utf8Span.span) }
            raw(piece.span)
        }
    }

    // MARK: Members of an object, whose names are ours: none needs an escape

    public mutating func member(_ name: StaticString, _ text: String?) { member(name) { $0.string(text) } }
    public mutating func member(_ name: StaticString, _ number: Int) { member(name) { $0.number(number) } }
    public mutating func member(_ name: StaticString, _ value: Bool) { member(name) { $0.bool(value) } }

    public mutating func member(_ name: StaticString, _ value: (inout JSONWriter) -> Void) {
        separate()
        buffer.append(UInt8(ascii: "\""))
        raw(name)
        buffer.append(UInt8(ascii: "\""))
        buffer.append(UInt8(ascii: ":"))
        separates = false
        value(&self)
    }

    /// A member whose name is a value too.
    public mutating func member(named name: String, _ value: (inout JSONWriter) -> Void) {
        string(name)
        buffer.append(UInt8(ascii: ":"))
        separates = false
        value(&self)
    }

    // MARK: Octets

    private mutating func separate() {
        if separates { buffer.append(UInt8(ascii: ",")) }
        separates = true
    }

    private mutating func literal(_ text: StaticString) {
        separate()
        raw(text)
    }

    private mutating func raw(_ text: StaticString) { text.withUTF8Buffer { buffer.append($0) } }
    private mutating func raw(_ text: borrowing Span<UInt8>) { buffer.append(text) }

    @usableFromInline mutating func open(_ mark: Unicode.Scalar) {
        separate()
        buffer.append(UInt8(ascii: mark))
        separates = false
    }

    @usableFromInline mutating func close(_ mark: Unicode.Scalar) {
        buffer.append(UInt8(ascii: mark))
        separates = true
    }

    private mutating func quote(_ text: String) {
        buffer.append(UInt8(ascii: "\""))
        defer { buffer.append(UInt8(ascii: "\"")) }
        let octets = text.utf8Span.span
        // Most texts need no escape: they are copied whole.
        guard Self.needsEscape(octets) else { return raw(octets) }
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                buffer.append(UInt8(ascii: "\\"))
                buffer.append(octet)
            case 0..<0x20: raw(("\\u00" + (octet < 16 ? "0" : "") + String(octet, radix: 16)).utf8Span.span)
            default: buffer.append(octet)
            }
        }
    }

    private static func needsEscape(_ octets: Span<UInt8>) -> Bool {
        for index in octets.indices where octets[index] < 0x20 || octets[index] == UInt8(ascii: "\"") || octets[index] == UInt8(ascii: "\\") { return true }
        return false
    }
}
