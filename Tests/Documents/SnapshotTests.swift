import Foundation
import PDF
import Testing

@testable import Documents

/// What the file of each decision holds, for people: its objects under stable names, its content with its letters. A
/// change that is meant is kept by `RENEW_SNAPSHOTS=1 swift test --filter SnapshotTests`, and read in the diff.
@Suite("Snapshots of the justificatifs")
struct SnapshotTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")

    /// The same signature under everything: that of a key would differ each time.
    private struct Constant: Signer {
        let reservedCount = 16
        func sign(_ first: borrowing Span<UInt8>, _ second: borrowing Span<UInt8>) throws(SignerFailure) -> [UInt8] { [UInt8](repeating: UInt8(ascii: "S"), count: 16) }
    }

    @Test("The file of each decision is the one that is kept", arguments: [
        ("opposition", .opposition), ("activation", .activation), ("cloture", .cloture(suppression: false)), ("cloture-suppression", .cloture(suppression: true)),
    ] as [(String, Justificatif.Decision)])
    func decision(name: String, decision: Justificatif.Decision) throws {
        let representant = name == "cloture" ? "Zoé Œuvrard" : nil
        let file = try Justificatif.exemple(decision, representant: representant).pdf(.readable, signedBy: Constant())
        let text = try Snapshot(file).text
        let kept = Self.folder.appending(path: name + ".txt")
        if ProcessInfo.processInfo.environment["RENEW_SNAPSHOTS"] != nil {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: kept)
        }
        let (lines, keptLines) = (text.split(separator: "\n"), try String(contentsOf: kept, encoding: .utf8).split(separator: "\n"))
        for change in lines.difference(from: keptLines) {
            switch change {
            case .insert(let line, let text, _): Issue.record("\(name).txt, + line \(line + 1): \(text)")
            case .remove(let line, let text, _): Issue.record("\(name).txt, - line \(line + 1): \(text)")
            }
        }
    }
}

/// A readable file without what changes of itself: numbers of objects, offsets, lengths, what is deflated.
private struct Snapshot {
    let text: String

    init(_ bytes: [UInt8]) throws {
        let file = try ReadableFile(bytes)
        let fonts = try file.fonts()
        let numbers = file.objects.keys.sorted()
        let kinds = numbers.map { Self.kind(file.objects[$0] ?? "") }
        var names: [Int: String] = [:]
        for (index, number) in numbers.enumerated() {
            let before = kinds[..<index].filter { $0 == kinds[index] }.count
            let isOne = kinds.filter { $0 == kinds[index] }.count == 1
            names[number] = isOne ? kinds[index] : "\(kinds[index]).\(before + 1)"
        }
        func named(_ text: String) -> String { text.replacing(/(\d+) 0 R/) { Int($0.1).flatMap { names[$0] } ?? "nothing" } }
        text = numbers.map { number in
            let object = file.objects[number] ?? ""
            let head = named(Self.decoded(String(object.prefix(upTo: object.firstRange(of: "stream\n")?.lowerBound ?? object.endIndex))))
                .replacing(/\n *\/Length1? \d+/, with: "").replacing(/ByteRange\[.*?\] */, with: "ByteRange[…]")
            var body = ""
            if let data = file.stream(object) {
                switch kinds[numbers.firstIndex(of: number) ?? 0] {
                case "Content": body = Self.content(data, fonts)
                case "Metadata", "ToUnicode": body = String(decoding: data.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, as: UTF8.self)
                case "Image": body = Self.dots(data, width: 33)
                default: body = "…"
                }
                body = "\n" + body.replacing(/\n+$/, with: "")
            }
            return "\(names[number] ?? "") = \(head)\(body)\n"
        }.joined(separator: "\n") + "\n" + named(file.trailer).replacing(/\n *\/(ID|Size) .*/, with: "").replacing(/\n+$/, with: "\n")
    }

    private static func kind(_ object: String) -> String {
        for (mark, kind) in [
            ("/Nums", "ParentTree"), ("/CreationDate", "Info"), ("/Subtype /Image", "Image"), ("begincmap", "ToUnicode"), ("/Length1", "FontFile"),
            ("/N 3\n", "Profile"), ("/Font <<", "Resources"), ("BDC\n", "Content"),
        ] where object.contains(mark) {
            return kind
        }
        let key = object.contains("/Type /StructElem") ? "/S /" : object.contains("/Type /Annot") ? "/Subtype /" : "/Type"
        return object.components(separatedBy: key).dropFirst().first.flatMap { $0.firstMatch(of: /\w+/) }.map { String($0.0) } ?? "Object"
    }

    /// Text strings, which the readable form writes in hexadecimal (ISO 32000-1 §7.9.2.2).
    private static func decoded(_ text: String) -> String {
        text.replacing(/<([0-9a-f]{2,})>/) { match in
            let octets = octets(match.1)
            let letters = octets.starts(with: [0xFE, 0xFF])
                ? String(decoding: stride(from: 2, to: octets.count, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }, as: UTF16.self)
                : String(octets.map { marks[$0] ?? Character(Unicode.Scalar($0)) })
            return "(\(letters))"
        }
    }

    private static func content(_ data: String, _ fonts: [String: (width: Int, letters: [Int: Character])]) -> String {
        let font = fonts["F0"]
        return data.replacing(/<([0-9a-f]+)>(?!>)/) { match in
            guard let font else { return "(?)" }
            var letters = "", rest = match.1
            while !rest.isEmpty {
                letters.append(Int(rest.prefix(font.width), radix: 16).flatMap { font.letters[$0] } ?? "?")
                rest = rest.dropFirst(font.width)
            }
            return "(\(letters))"
        }.replacing(/<<\s+\/(\w+) (\S+)\s+>>/) { "<</\($0.1) \($0.2)>>" }
    }

    /// A 0 is painted.
    private static func dots(_ data: String, width: Int) -> String {
        let octets = data.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, stride = (width + 7) / 8
        return (0..<octets.count / stride).map { row in
            String((0..<width).map { octets[row * stride + $0 / 8] & 0x80 >> UInt8($0 % 8) == 0 ? "█" : "·" })
        }.joined(separator: "\n")
    }

    private static func octets(_ digits: Substring) -> [UInt8] {
        let digits = Array(digits.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16) }
    }

    /// Of PDFDocEncoding, those that our words have (ISO 32000-1 annex D.2).
    private static let marks: [UInt8: Character] = [0x80: "•", 0x83: "…", 0x84: "—", 0x85: "–", 0x90: "’", 0x96: "Œ", 0x9C: "œ", 0xA0: "€"]
}
