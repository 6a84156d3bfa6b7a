/// A file in its readable form, taken apart by its own table and not by what wrote it.
struct ReadableFile {
    /// Object number to what stands between `obj` and `endobj`, in Latin-1 so that each byte is a character.
    let objects: [Int: String]
    let trailer: String

    struct Broken: Error { let why: String }

    init(_ bytes: [UInt8]) throws {
        let text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        let scalars = Array(text.unicodeScalars)
        func slice(_ start: Int, until end: String) throws -> String {
            let marker = Array(end.unicodeScalars)
            var index = start
            while index + marker.count <= scalars.count {
                if scalars[index] == marker[0], scalars[index..<index + marker.count].elementsEqual(marker) {
                    return String(String.UnicodeScalarView(scalars[start..<index]))
                }
                index += 1
            }
            throw Broken(why: "no \(end) after \(start)")
        }
        guard let last = text.ranges(of: "startxref\n").last, let table = Int(text[last.upperBound...].prefix { $0.isNumber }) else {
            throw Broken(why: "no startxref")
        }
        let lines = try slice(table, until: "trailer").split(separator: "\n", omittingEmptySubsequences: true)
        guard lines[0] == "xref", lines[1] == "0 \(lines.count - 2)" else { throw Broken(why: "the table does not begin as it should") }
        var objects: [Int: String] = [:]
        for (number, line) in lines.dropFirst(2).enumerated() where number > 0 {
            guard line.count == 19, line.hasSuffix(" 00000 n "), let offset = Int(line.prefix(10)) else { throw Broken(why: "entry \(line)") }
            let head = "\(number) 0 obj\n"
            guard String(String.UnicodeScalarView(scalars[offset..<min(offset + head.count, scalars.count)])) == head else {
                throw Broken(why: "object \(number) does not stand at \(offset)")
            }
            objects[number] = try slice(offset + head.count, until: "\nendobj\n")
        }
        self.objects = objects
        trailer = try slice(table, until: "startxref")
    }

    /// The objects whose text holds `part`.
    func all(_ part: String) -> [(number: Int, text: String)] {
        objects.filter { $0.value.contains(part) }.map { ($0.key, $0.value) }.sorted { $0.number < $1.number }
    }

    /// The data of a stream.
    func stream(_ text: String) -> String? {
        guard let start = text.firstRange(of: "stream\n"), let end = text.ranges(of: "\nendstream").last else { return nil }
        return String(text[start.upperBound..<end.lowerBound])
    }

    /// Every number that follows `key` as an indirect reference, or in an array of them.
    func references(_ key: String, in text: String) -> [Int] {
        guard let start = text.firstRange(of: "/\(key) ") else { return [] }
        var rest = text[start.upperBound...]
        rest = rest.hasPrefix("[") ? rest.prefix { $0 != "]" } : rest.prefix { $0 != "\n" }
        return rest.matches(of: /(\d+) 0 R/).compactMap { Int($0.1) }
    }

    /// Of each font that pages name, how many digits a code has and the letter of each, by its ToUnicode map.
    func fonts() throws -> [String: (width: Int, letters: [Int: Character])] {
        var maps: [String: (width: Int, letters: [Int: Character])] = [:]
        let resources = all("/Font <<").first { !$0.text.contains("/Type /Font") }?.text ?? ""
        for match in resources.matches(of: /\/(F\d+) (\d+) 0 R/) {
            guard let number = Int(match.2), let font = objects[number], let map = references("ToUnicode", in: font).first,
                let object = objects[map], let cmap = stream(object)
            else { throw Broken(why: "font \(match.1)") }
            let width = cmap.firstMatch(of: /<(0+)> <F+>/)?.1.count ?? 0
            var letters: [Int: Character] = [:]
            for range in cmap.matches(of: /<([0-9a-f]+)> <([0-9a-f]+)> <([0-9a-f]{4})>\n/) where range.1.count == width {
                guard let first = Int(range.1, radix: 16), let last = Int(range.2, radix: 16), let value = UInt32(range.3, radix: 16) else { continue }
                for code in first...last {
                    guard let scalar = Unicode.Scalar(value + UInt32(code - first)) else { continue }
                    letters[code] = Character(scalar)
                }
            }
            maps[String(match.1)] = (width, letters)
        }
        return maps
    }

    /// What a screen reader would say, page by page: the codes of each string, through the ToUnicode map of its font, in the
    /// order of the structure.
    func text() throws -> [String] {
        let maps = try fonts()
        var order: [Int: [String]] = [:]
        return try all("/Type /Page\n").map { page in
            let contents = references("Contents", in: page.text).compactMap { objects[$0] }.compactMap { stream($0) }
            guard !contents.isEmpty else { throw Broken(why: "no content") }
            var marked: [Int: String] = [:]
            var mark: Int?
            var font = ""
            for token in contents.joined().matches(of: /\/MCID (\d+)|EMC|\/(F\d+) |<([0-9a-f]+)>(?!>)|ET/) {
                if let identifier = token.1 {
                    mark = Int(identifier)
                } else if token.0 == "EMC" {
                    mark = nil
                } else if let name = token.2 {
                    font = String(name)
                } else if let codes = token.3 {
                    guard let map = maps[font] else { throw Broken(why: "no font \(font)") }
                    var rest = codes
                    while !rest.isEmpty {
                        let code = rest.prefix(map.width)
                        guard let letter = Int(code, radix: 16).flatMap({ map.letters[$0] }) else { throw Broken(why: "code \(code) of \(font)") }
                        if let mark { marked[mark, default: ""].append(letter) }
                        rest = rest.dropFirst(map.width)
                    }
                } else if let mark {
                    marked[mark, default: ""].append("\n")
                }
            }
            if order.isEmpty { order = try readingOrder() }
            return (order[page.number] ?? []).compactMap { Int($0).flatMap { marked[$0] } }.joined()
        }
    }

    /// Of each page, its marked contents as the structure tree reads them.
    private func readingOrder() throws -> [Int: [String]] {
        var order: [Int: [String]] = [:]
        func walk(_ number: Int) throws {
            guard let element = objects[number], let kids = element.firstMatch(of: /\/K \[([^\]]*)\]/)?.1 else { throw Broken(why: "element \(number)") }
            for kid in kids.matches(of: /(\d+) 0 R|<<|>>|(\d+)/) {
                if kid.0 == "<<" { return }  // an annotation comes last
                if let child = kid.1.flatMap({ Int($0) }) { try walk(child) }
                if let identifier = kid.2, let page = references("Pg", in: element).first { order[page, default: []].append(String(identifier)) }
            }
        }
        guard let root = all("/Type /StructTreeRoot").first, let document = references("K", in: root.text).first else { throw Broken(why: "no structure") }
        try walk(document)
        return order
    }
}
