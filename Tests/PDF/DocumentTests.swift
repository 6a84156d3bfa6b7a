import Testing

@testable import PDF

@Suite("A tagged document")
struct DocumentTests {
    @Test("The same calls give the same bytes, in both forms", arguments: [FileForm.compact, .readable])
    func deterministic(form: FileForm) throws {
        #expect(try Samples.everything(form) == Samples.everything(form))
    }

    @Test("Another title is another file identifier")
    func identifier() throws {
        let first = try ReadableFile(Samples.everything(.readable, title: "Un")).trailer
        let second = try ReadableFile(Samples.everything(.readable, title: "Deux")).trailer
        let identifier = /\/ID \[<([0-9a-f]{32})><([0-9a-f]{32})>\]/
        let one = try #require(first.firstMatch(of: identifier))
        let two = try #require(second.firstMatch(of: identifier))
        #expect(one.1 == one.2)
        #expect(one.1 != two.1)
    }

    @Test("Each object stands where the table says, and each reference leads to one")
    func offsets() throws {
        let file = try ReadableFile(Samples.everything(.readable))
        for (number, text) in file.objects where !text.contains("stream\n") {
            for match in text.matches(of: /(\d+) 0 R/) {
                let target = try #require(Int(match.1))
                #expect(file.objects[target] != nil, "object \(number) leads to \(target)")
            }
        }
    }

    @Test("Each stream is as long as it says")
    func lengths() throws {
        let file = try ReadableFile(Samples.everything(.readable))
        for object in file.all("stream\n") {
            let length = try #require(object.text.firstMatch(of: /\/Length (\d+)/))
            #expect(file.stream(object.text)?.unicodeScalars.count == Int(length.1))
        }
    }

    @Test("Info and XMP say the same (ISO 19005-2 §6.6.3)")
    func metadata() throws {
        let file = try ReadableFile(Samples.everything(.readable, title: "Essai & <plus>"))
        let info = try #require(file.all("/CreationDate").first).text
        let packet = try #require(file.all("/Subtype /XML").first)
        let xmp = try #require(file.stream(packet.text))
        #expect(info.contains("/Title (Essai & <plus>)"))
        #expect(xmp.contains("<rdf:li xml:lang=\"x-default\">Essai &amp; &lt;plus&gt;</rdf:li>"))
        #expect(info.contains("/CreationDate (D:20261121224200Z)"))
        #expect(info.contains("/ModDate (D:20261121224200Z)"))
        #expect(xmp.contains("xmp:CreateDate=\"2026-11-21T22:42:00Z\" xmp:ModifyDate=\"2026-11-21T22:42:00Z\""))
        #expect(info.matches(of: /\n  \//).count == 3)
        for value in ["Auteur", "Sujet"] { #expect(xmp.contains(value)) }
    }

    @Test("The subject is read back from a file, in both forms; other files have none", arguments: [FileForm.compact, .readable])
    func subject(form: FileForm) throws {
        for subject in ["Sujet", "", "« L’été » & <l’hiver> \"&amp;\" &lt;"] {
            var metadata = Samples.metadata()
            metadata.subject = subject
            var document = Document(metadata, form: form)
            document.page { $0.paragraph { $0.fill(.a4, .black) } }
            let file = try document.bytes()
            #expect(Metadata.subject(in: file.span) == subject)
        }
        let other = Array("%PDF-1.7 <dc:description>".utf8)
        #expect(Metadata.subject(in: other.span) == nil)
    }

    @Test("The parent tree and the marked content answer one another, page by page (ISO 32000-1 §14.7.4.4)")
    func parentTree() throws {
        let file = try ReadableFile(Samples.everything(.readable))
        let tree = try #require(file.all("/Nums").first).text
        let rows = tree.matches(of: /(\d+)\[((?:\d+ 0 R ?)+)\]/)
        let pages = file.all("/Type /Page\n")
        #expect(rows.count == pages.count)
        for (row, page) in zip(rows, pages) {
            #expect(page.text.contains("/StructParents \(row.1)\n"))
            let owners = row.2.matches(of: /(\d+) 0 R/).compactMap { Int($0.1) }
            let content = try #require(file.references("Contents", in: page.text).first.flatMap { file.objects[$0] })
            let marks = content.matches(of: /\/(\w+)<<\n\s*\/MCID (\d+)\n\s*>>BDC/)
            #expect(marks.compactMap { Int($0.2) } == Array(0..<owners.count))
            for (mark, owner) in zip(marks, owners) {
                let element = try #require(file.objects[owner])
                #expect(element.contains("/S /\(mark.1)\n"))
                #expect(file.references("Pg", in: element) == [page.number])
                let kids = try #require(element.firstMatch(of: /\/K \[([^\]]*)/)).1
                #expect(kids.split(separator: " ").first == mark.2 || kids.hasPrefix("\(mark.2)<<"))
            }
        }
    }

    @Test("Each element is a child of its parent, up to the root")
    func tree() throws {
        let file = try ReadableFile(Samples.everything(.readable))
        let root = try #require(file.all("/Type /StructTreeRoot").first)
        let elements = file.all("/Type /StructElem")
        #expect(elements.count == 22)
        for element in elements {
            let parent = try #require(file.references("P", in: element.text).first)
            let kids = file.references("K", in: file.objects[parent] ?? "")
            #expect(kids.contains(element.number) && (parent == root.number || parent < element.number))
        }
    }

    @Test("Painting operators stand only between a mark and its end")
    func everythingIsMarked() throws {
        let file = try ReadableFile(Samples.everything(.readable))
        for page in file.all("/Type /Page\n") {
            let object = try #require(file.references("Contents", in: page.text).first.flatMap { file.objects[$0] })
            var depth = 0
            let content = try #require(file.stream(object))
            for token in content.split(whereSeparator: { " \n[]<>/".contains($0) }) {
                switch token {
                case "BDC": depth += 1
                case "EMC": depth -= 1
                case "TJ", "f", "S", "Do": #expect(depth == 1)
                default: break
                }
                #expect(depth == 0 || depth == 1)
            }
            #expect(depth == 0)
        }
    }

    @Test("Text extracted is text written")
    func extraction() throws {
        let pages = try ReadableFile(Samples.everything(.readable)).text()
        #expect(pages.count == 2)
        #expect(pages[0] == String(repeating: "L’été, à Œuf-en-Ternois\n", count: 11))
        #expect(pages[1] == "L’été, à Œuf-en-Ternois\n")
    }

    @Test("In the compact form each object stands where the cross-reference stream says (ISO 32000-1 §7.5.7, §7.5.8)")
    func crossReferenceStream() throws {
        try check(Samples.everything(.compact), offsetWidth: 2)
    }

    @Test("Offsets of more than two octets that a copy brings are written whole")
    func longOffsets() throws {
        var document = Document(Samples.metadata())
        let text = try TextBlock(String(repeating: "L’été. ", count: 12_000), Samples.style, width: 400)
        let title = try TextBlock("Long", Samples.style)
        var slot: Slot?
        document.page { page in
            page.heading(1) { $0.show(title, at: Point(x: 50, y: 820)) }
            page.paragraph { slot = $0.later() }
        }
        let template = Template(document)
        var copy = template.copy()
        try copy.paint(#require(slot)) { $0.show(text, at: Point(x: 50, y: 800)) }
        try check(copy.bytes(), offsetWidth: 4)
    }

    private func check(_ bytes: [UInt8], offsetWidth: Int) throws {
        let text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        #expect(text.hasPrefix("%PDF-1.7\n%âãÏÓ\n"))
        let tail = try #require(text.suffix(40).firstMatch(of: /startxref\n(\d+)\n%%EOF\n$/))
        let start = try #require(Int(tail.1))
        let scalars = Array(text.unicodeScalars)
        func object(at offset: Int) throws -> (number: Int, dictionary: String, data: [UInt8]) {
            let rest = String(String.UnicodeScalarView(scalars[offset...].prefix(1000)))
            let head = try #require(rest.firstMatch(of: /^(\d+) 0 obj\n<<(.*?)>>stream\n/.dotMatchesNewlines()))
            let length = try #require(head.2.firstMatch(of: /\/Length (\d+)/).flatMap { Int($0.1) })
            let data = offset + head.0.unicodeScalars.count
            return (try #require(Int(head.1)), String(head.2), Array(bytes[data..<data + length]))
        }
        let table = try object(at: start)
        #expect(table.dictionary.contains("/W[1 \(offsetWidth) 1]") && table.dictionary.contains("/Filter/FlateDecode"))
        let size = try #require(table.dictionary.firstMatch(of: /\/Size (\d+)/).flatMap { Int($0.1) })
        let width = 2 + offsetWidth
        let rows = inflated(table.data, count: size * width)
        #expect(rows.count == size * width && rows[..<width].allSatisfy { $0 == 0 })
        var packed: [Int: Int] = [:]
        var containers: Set<Int> = []
        for number in 1..<size {
            let row = rows[number * width..<(number + 1) * width].map(Int.init)
            let value = row[1..<1 + offsetWidth].reduce(0) { $0 << 8 | $1 }
            switch row[0] {
            case 1:
                let head = "\(number) 0 obj\n"
                #expect(String(String.UnicodeScalarView(scalars[value...].prefix(head.utf8.count))) == head)
            case 2:
                #expect(containers.isEmpty || containers == [value])
                containers = [value]
                packed[row[1 + offsetWidth]] = number
            default: Issue.record("object \(number) is free")
            }
        }
        #expect(rows[table.number * width..<(table.number + 1) * width].dropFirst().dropLast().reduce(0) { $0 << 8 | Int($1) } == start)
        let number = try #require(containers.first)
        let row = rows[number * width..<(number + 1) * width].map(Int.init)
        let container = try object(at: row[1..<1 + offsetWidth].reduce(0) { $0 << 8 | $1 })
        #expect(container.number == number)
        let count = try #require(container.dictionary.firstMatch(of: /\/N (\d+)/).flatMap { Int($0.1) })
        #expect(packed.keys.sorted() == Array(0..<count))
    }
}
