/// A 128-bit fingerprint that is the same on every machine and in every run: it names files and font subsets.
/// It proves nothing against someone who wants two inputs to agree; signatures are for that.
struct StableHash {
    private var first: UInt64 = 0xCBF2_9CE4_8422_2325
    private var second: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func combine(_ value: UInt64) {
        first = (first ^ value) &* 0x0000_0100_0000_01B3
        first ^= first >> 29
        second = (second ^ (value &+ first)) &* 0xBF58_476D_1CE4_E5B9
        second ^= second >> 32
    }

    mutating func combine(_ bytes: [UInt8], from start: Int = 0) {
        combine(UInt64(bytes.count - start))
        var index = start
        while index + 8 <= bytes.count {
            var word: UInt64 = 0
            for offset in 0..<8 { word = word << 8 | UInt64(bytes[index + offset]) }
            combine(word)
            index += 8
        }
        while index < bytes.count {
            combine(UInt64(bytes[index]))
            index += 1
        }
    }

    var bytes: [UInt8] {
        [first, second].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }

    /// Six capitals, as before the name of an embedded subset (ISO 32000-1 §9.6.4).
    var subsetTag: String {
        var rest = first ^ second
        var tag = ""
        for _ in 0..<6 {
            tag.unicodeScalars.append(Unicode.Scalar(UInt8(ascii: "A") + UInt8(rest % 26)))
            rest /= 26
        }
        return tag
    }
}
