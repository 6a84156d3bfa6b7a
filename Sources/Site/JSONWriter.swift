/// Writes JSON (RFC 8259) straight into a buffer, in the order it is told. Commas are its own affair.
struct JSONWriter: ~Copyable {
    private(set) var bytes: [UInt8] = []
    private var separates = false

    /// One value, as bytes of UTF-8.
    static func bytes(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.bytes.reserveCapacity(2048)
        body(&writer)
        return writer.bytes
    }

    // MARK: Values

    mutating func object(_ members: (inout JSONWriter) -> Void) { wrap("{", members, "}") }

    mutating func array<Element>(_ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void) {
        wrap("[", { json in for element in elements { write(&json, element) } }, "]")
    }

    mutating func string(_ text: String?) {
        guard let text else { return literal("null") }
        separate()
        quote(text)
    }

    mutating func number(_ number: Int) {
        separate()
        bytes.append(contentsOf: String(number).utf8)
    }

    mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    mutating func null() { literal("null") }

    /// One value that was written before.
    mutating func verbatim(_ value: [UInt8]) {
        separate()
        bytes.append(contentsOf: value)
    }

    /// One value that was written before and cut where `text`, which needs no escape, goes.
    mutating func verbatim(_ pieces: [[UInt8]], joinedBy text: String) {
        separate()
        for (index, piece) in pieces.enumerated() {
            if index > 0 { raw(text.utf8Span.span) }
            bytes.append(contentsOf: piece)
        }
    }

    // MARK: Members of an object, whose names are ours: none needs an escape

    mutating func member(_ name: StaticString, _ text: String?) { member(name) { $0.string(text) } }
    mutating func member(_ name: StaticString, _ number: Int) { member(name) { $0.number(number) } }
    mutating func member(_ name: StaticString, _ value: Bool) { member(name) { $0.bool(value) } }

    mutating func member(_ name: StaticString, _ value: (inout JSONWriter) -> Void) {
        raw(separates ? ",\"" : "\"")
        raw(name)
        raw("\":")
        separates = false
        value(&self)
    }

    /// A member whose name is a value too.
    mutating func member(named name: String, _ value: (inout JSONWriter) -> Void) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        separates = false
        value(&self)
    }

    // MARK: Octets

    private mutating func separate() {
        if separates { bytes.append(UInt8(ascii: ",")) }
        separates = true
    }

    private mutating func literal(_ text: StaticString) {
        separate()
        raw(text)
    }

    // Copied by the buffer: through a sequence of UTF-8, each text would cost four times as much.
    private mutating func raw(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }
    private mutating func raw(_ text: Span<UInt8>) { text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) } }

    private mutating func wrap(_ open: Unicode.Scalar, _ body: (inout JSONWriter) -> Void, _ close: Unicode.Scalar) {
        separate()
        bytes.append(UInt8(ascii: open))
        separates = false
        body(&self)
        bytes.append(UInt8(ascii: close))
        separates = true
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        defer { bytes.append(UInt8(ascii: "\"")) }
        let octets = text.utf8Span.span
        // Most texts need no escape: they are copied whole.
        guard Self.needsEscape(octets) else { return raw(octets) }
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), octet])
            case 0..<0x20: bytes.append(contentsOf: ("\\u00" + (octet < 16 ? "0" : "") + String(octet, radix: 16)).utf8)
            default: bytes.append(octet)
            }
        }
    }

    private static func needsEscape(_ octets: Span<UInt8>) -> Bool {
        for index in octets.indices where octets[index] < 0x20 || octets[index] == UInt8(ascii: "\"") || octets[index] == UInt8(ascii: "\\") { return true }
        return false
    }
}
