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
        if magnitude >= 1000 || magnitude == 0 { digits(Int(magnitude / 1000)) }
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
            if byte > 0x20, byte < 0x7F, !Self.delimiters.contains(byte), byte != UInt8(ascii: "#") {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "#"))
                hexadecimal(byte)
            }
        }
    }

    /// A string of bytes: literal with the least escapes, or hexadecimal when readable (§7.3.4).
    mutating func string(_ data: some Sequence<UInt8>) {
        if readable {
            bytes.append(UInt8(ascii: "<"))
            for byte in data { hexadecimal(byte) }
            bytes.append(UInt8(ascii: ">"))
        } else {
            bytes.append(UInt8(ascii: "("))
            for byte in data { literal(byte) }
            bytes.append(UInt8(ascii: ")"))
        }
    }

    /// A text string: ASCII as it is (PDFDocEncoding agrees), anything else UTF-16BE with its mark (§7.9.2.2).
    mutating func text(_ text: String) {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
            bytes.append(UInt8(ascii: "("))
            for byte in text.utf8 { literal(byte) }
            bytes.append(UInt8(ascii: ")"))
        } else {
            string([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
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

    /// A key of a dictionary, on its own line when readable.
    mutating func key(_ key: String) {
        newline()
        name(key)
        if readable { bytes.append(UInt8(ascii: " ")) }
    }

    /// Two hexadecimal digits.
    mutating func hexadecimal(_ byte: UInt8) {
        bytes.append(Self.hexadecimalDigits[Int(byte >> 4)])
        bytes.append(Self.hexadecimalDigits[Int(byte & 15)])
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
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    private mutating func separate() {
        guard let last = bytes.last, last > 0x20, !Self.delimiters.contains(last) else { return }
        bytes.append(UInt8(ascii: " "))
    }

    private static let delimiters: Set<UInt8> = Set("()<>[]{}/%".utf8)
    private static let hexadecimalDigits = Array("0123456789abcdef".utf8)
}
