/// Where a signed file of this room keeps its signature: always at the same place, so that finding it takes no reading
/// of PDF. The file begins with these octets, on one line after the second, and has no other form:
///
///     %PDF-1.7
///     %âãÏÓ
///     1 0 obj
///     <</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20261121224200Z)
///     /ByteRange[0 155 1947 12345]        /Contents<3082…0000>>>
///
/// The date has 14 digits; the numbers of ByteRange have no leading zero, and spaces behind the bracket bring the
/// whole to the same length; Contents is in lowercase. ByteRange leaves out `<3082…0000>` and nothing else
/// (ISO 32000-1 §12.8.1): whoever checks the signature over `first` and `second` has checked every octet but these
/// digits.
public struct SignedLayout: Equatable, Sendable {
    /// What is signed, before and after the signature.
    public let first: Range<Int>
    public let second: Range<Int>
    /// The digits of the signature: two for each octet.
    public let contents: Range<Int>

    public enum Failure: Error, Equatable, Sendable {
        /// It does not begin like a signed file of this room.
        case foreign
        /// It does, but for a few octets, or it was cut or made longer.
        case altered
    }

    /// - Throws: `Failure` for any file that is not laid out so, after one pass.
    public init(of file: borrowing Span<UInt8>) throws(Failure) {
        var end = min(Self.contentsStart, file.count)
        while end < file.count, Self.value(file[end]) != nil { end += 1 }
        self.init(digits: max(0, end - Self.contentsStart), fileCount: file.count)
        let opening = Self.opening(self, date: repeatElement(0, count: Self.dateCount))
        var differences = 0
        for (index, octet) in opening.enumerated() {
            let isDate = Self.date.contains(index)
            if index >= file.count || (isDate ? !(0x30...0x39).contains(file[index]) : file[index] != octet) { differences += 1 }
        }
        guard differences < opening.count / 4 else { throw .foreign }
        guard differences == 0, contents.count > 0, contents.count % 2 == 0, end < file.count, file[end] == UInt8(ascii: ">") else {
            throw .altered
        }
    }

    private init(digits: Int, fileCount: Int) {
        first = 0..<Self.contentsStart - 1
        contents = Self.contentsStart..<Self.contentsStart + digits
        let after = contents.upperBound + 1
        second = after..<max(after, fileCount)
    }

    /// The octets of the signature, and the zeros behind it.
    public func signature(in file: borrowing Span<UInt8>) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(contents.count / 2)
        for index in stride(from: contents.lowerBound, to: contents.upperBound, by: 2) {
            octets.append((Self.value(file[index]) ?? 0) << 4 | (Self.value(file[index + 1]) ?? 0))
        }
        return octets
    }

    // MARK: Writing

    /// What a file keeps free for its signature.
    struct Room {
        let date: CivilTime
        let octets: Int

        /// Fills the room in `file`, which begins with `opening(reserving: octets)`.
        func sign(_ file: inout [UInt8], by signer: any Signer) throws(SignerFailure) {
            let layout = SignedLayout(digits: 2 * octets, fileCount: file.count)
            let opening = SignedLayout.opening(layout, date: date.digits)
            file.replaceSubrange(0..<opening.count, with: opening)
            let signature = try signer.sign(file.span.extracting(layout.first), file.span.extracting(layout.second))
            guard signature.count <= octets else { throw SignerFailure(reason: "a signature of \(signature.count) octets, where \(octets) are reserved") }
            var octets = file.mutableSpan
            for (index, octet) in signature.enumerated() {
                octets[layout.contents.lowerBound + 2 * index] = SignedLayout.hexadecimalDigits[Int(octet >> 4)]
                octets[layout.contents.lowerBound + 2 * index + 1] = SignedLayout.hexadecimalDigits[Int(octet & 15)]
            }
        }
    }

    /// The file up to the digits, as long as when it is signed.
    static func opening(reserving octets: Int) -> [UInt8] {
        opening(SignedLayout(digits: 2 * octets, fileCount: 0), date: repeatElement(UInt8(ascii: "0"), count: dateCount))
    }

    private static func opening(_ layout: SignedLayout, date: some Sequence<UInt8>) -> [UInt8] {
        let range = "/ByteRange[0 \(layout.first.count) \(layout.second.lowerBound) \(layout.second.count)]"
        let padding = String(repeating: " ", count: byteRangeCount - range.utf8.count)
        return head + date + Array("Z)\(range)\(padding)/Contents<".utf8)
    }

    static let number = 1
    private static let head =
        fileHeader + Array("\(number) 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:".utf8)
    private static let dateCount = 14
    private static let byteRangeCount = 40
    private static let date = head.count..<head.count + dateCount
    private static let contentsStart = date.upperBound + 2 + byteRangeCount + 10

    /// Four bytes above 127 tell transfer programs that the file is binary (ISO 32000-1 §7.5.2).
    static let fileHeader: [UInt8] = Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]

    private static let hexadecimalDigits = Array("0123456789abcdef".utf8)

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
