/// One growing buffer that writes the primitives of ISO 32000-1 §7.2 and §7.3: nothing else in this room puts a
/// token into a file. A space separates two tokens only where the standard needs one.
struct ByteSink: ~Copyable {
    private(set) var bytes: [UInt8] = []
    /// One entry per line and strings in hexadecimal, for people and snapshots.
    let readable: Bool
    private var depth = 0

    init(readable: Bool = false, capacity: Int = 0) {
        self.readable = readable
        bytes.reserveCapacity(capacity)
    }

    var count: Int { bytes.count }

    /// The same bytes, with room for more.
    borrowing func copy(adding capacity: Int) -> ByteSink {
        var copy = ByteSink(readable: readable, capacity: bytes.count + capacity)
        copy.raw(bytes)
        return copy
    }

    mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }

    /// Bytes as they are: stream data, file structure.
    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func raw(_ data: [UInt8]) { bytes.append(contentsOf: data) }

    mutating func bool(_ value: Bool) {
        separate()
        raw(value ? "true" : "false")
    }

    mutating func integer(_ value: Int) {
        separate()
        digits(value)
    }

    /// At most three decimals, and none when there is nothing to say: exponents are not PDF (§7.3.3).
    /// The caller has refused what is not finite.
    mutating func real(_ value: Double) {
        separate()
        // Not `rounded()`: it would be the one call that needs a mathematical library.
        let thousandths = Int(value * 1000 + (value < 0 ? -0.5 : 0.5))
        let magnitude = thousandths.magnitude
        if thousandths < 0 { bytes.append(UInt8(ascii: "-")) }
        if magnitude >= 1000 || magnitude == 0 { digits(magnitude / 1000) }
        var fraction = magnitude % 1000
        guard fraction > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        while fraction > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(fraction / 100))
            fraction = fraction % 100 * 10
        }
    }

    /// A name; what is not a regular character is written `#xx` (§7.3.5).
    mutating func name(_ name: String) {
        bytes.append(UInt8(ascii: "/"))
        for byte in name.utf8 {
            if byte > 0x20, byte < 0x7F, !Self.isDelimiter(byte), byte != UInt8(ascii: "#") {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "#"))
                hexadecimal(byte)
            }
        }
    }

    /// A string of codes of one octet, or of two with the most significant first.
    mutating func string(codes: some Sequence<UInt16>, width: Int) {
        open()
        for code in codes {
            if width == 2 { inString(UInt8(code >> 8)) }
            inString(UInt8(code & 0xFF))
        }
        close()
    }

    /// A string of bytes: literal with the least escapes, or hexadecimal when readable (§7.3.4).
    mutating func string(_ data: [UInt8]) {
        open()
        for byte in data { inString(byte) }
        close()
    }

    /// A text string: PDFDocEncoding where it can say it, else UTF-16BE with its mark (§7.9.2.2).
    mutating func text(_ text: String) {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
            bytes.append(UInt8(ascii: "("))
            for byte in text.utf8 { literal(byte) }
            bytes.append(UInt8(ascii: ")"))
        } else if let encoded = Self.pdfDocEncoded(text) {
            string(encoded)
        } else {
            string(codes: [0xFEFF] + Array(text.utf16), width: 2)
        }
    }

    private static func pdfDocEncoded(_ text: String) -> [UInt8]? {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard let byte = pdfDocEncoding(scalar) else { return nil }
            encoded.append(byte)
        }
        return encoded
    }

    /// ISO 32000-1 annex D.2, but for what begins the mark of another encoding.
    private static func pdfDocEncoding(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x20...0x7E, 0xA1...0xAC, 0xAE...0xEE, 0xF0...0xFD, 0xFF: UInt8(scalar.value)
        case 0x2019: 0x90
        case 0x2013: 0x85
        case 0x2014: 0x84
        case 0x2022: 0x80
        case 0x2026: 0x83
        case 0x20AC: 0xA0
        case 0x0152: 0x96
        case 0x0153: 0x9C
        default: nil
        }
    }

    mutating func reference(_ reference: Reference) {
        integer(reference.number)
        raw(" 0 R")
    }

    mutating func array(_ body: (inout ArrayWriter) -> Void) {
        bytes.append(UInt8(ascii: "["))
        var writer = ArrayWriter(sink: self)
        body(&writer)
        self = writer.sink
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func dictionary(_ body: (inout DictionaryWriter) -> Void) {
        raw("<<")
        depth += 1
        var writer = DictionaryWriter(sink: self)
        body(&writer)
        self = writer.sink
        depth -= 1
        newline()
        raw(">>")
    }

    /// An operator of a content stream, behind its operands; the readable form ends a line after those that paint.
    mutating func operation(_ name: String, endsLine: Bool = false) {
        separate()
        raw(name)
        if readable && endsLine { bytes.append(UInt8(ascii: "\n")) }
    }

    /// A key of a dictionary, on its own line when readable; keys are the standard's, of regular characters only.
    mutating func key(_ key: String) {
        newline()
        bytes.append(UInt8(ascii: "/"))
        raw(key)
        if readable { bytes.append(UInt8(ascii: " ")) }
    }

    /// Two hexadecimal digits.
    mutating func hexadecimal(_ byte: UInt8) {
        bytes.append(Self.hexadecimalDigits[Int(byte >> 4)])
        bytes.append(Self.hexadecimalDigits[Int(byte & 15)])
    }

    /// Four hexadecimal digits.
    mutating func hexadecimal(_ unit: UInt16) {
        hexadecimal(UInt8(unit >> 8))
        hexadecimal(UInt8(unit & 0xFF))
    }

    /// An unsigned number on exactly `width` bytes, most significant first.
    mutating func bigEndian(_ value: Int, width: Int) {
        for shift in stride(from: (width - 1) * 8, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    private mutating func newline() {
        guard readable else { return }
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<depth { raw("  ") }
    }

    private mutating func open() { bytes.append(UInt8(ascii: readable ? "<" : "(")) }
    private mutating func close() { bytes.append(UInt8(ascii: readable ? ">" : ")")) }
    private mutating func inString(_ byte: UInt8) { if readable { hexadecimal(byte) } else { literal(byte) } }

    private mutating func literal(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x0D: raw("\\r")  // a bare end of line would be read as U+000A
        default: bytes.append(byte)
        }
    }

    private mutating func digits(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        digits(value.magnitude)
    }

    private mutating func digits(_ magnitude: UInt) {
        if magnitude >= 10 { digits(magnitude / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
    }

    private mutating func separate() {
        guard let last = bytes.last, last > 0x20, !Self.isDelimiter(last) else { return }
        bytes.append(UInt8(ascii: " "))
    }

    /// ISO 32000-1 §7.2.2, table 2.
    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "%"):
            true
        default: false
        }
    }

    private static let hexadecimalDigits = Array("0123456789abcdef".utf8)
}
