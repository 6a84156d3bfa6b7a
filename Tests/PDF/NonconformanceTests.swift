import Testing

@testable import PDF

@Suite("What would break PDF/A or PDF/UA is refused before a byte is made")
struct NonconformanceTests {
    private func violations(
        _ metadata: Metadata = Samples.metadata(), _ body: (inout Page) -> Void = { $0.paragraph { $0.fill(.a4, .black) } }
    ) -> [Violation] {
        var document = Document(metadata)
        document.page(.a4, body)
        do {
            _ = try document.bytes()
            return []
        } catch {
            return error.violations
        }
    }

    fileprivate static func of(_ copy: consuming Copy) -> [Violation] {
        do {
            _ = try copy.bytes()
            return []
        } catch { return error.violations }
    }

    private let dot = Rectangle(x: 1, y: 1, width: 1, height: 1)

    @Test("A heading has a level from 1 to 6", arguments: [Int.min, 0, 7, .max])
    func headingLevel(level: Int) {
        #expect(violations { $0.heading(level) { $0.fill(.a4, .black) } } == [.headingLevel(level)])
    }

    @Test("A picture has dots", arguments: [(0, 1), (1, -1), (40_000, 1), (Int.max, .max)])
    func dots(width: Int, height: Int) {
        let image = ImageMask(width: width, height: height) { _, _ in true }
        #expect(violations { $0.figure("a", box: dot) { $0.draw(image, in: dot); $0.fill(dot, .black) } } == [.imageWithoutDots])
        var document = Document(Samples.metadata())
        let slot = document.laterImage()
        document.page { $0.figure("a", box: dot) { $0.draw(slot, in: dot) } }
        var copy = Template(document).copy()
        copy.draw(slot, image)
        #expect(Self.of(copy) == [.imageWithoutDots, .missingImage])
    }

    @Test("What a copy cannot have is told, and is no trap")
    func copies() throws {
        #expect(violations { $0.artifact(.layout) { _ = $0.later() }; $0.paragraph { $0.fill(dot, .black) } } == [.laterInArtifact])
        var slots: [Slot] = []
        var document = Document(Samples.metadata())
        document.page { page in page.paragraph { slots.append($0.later()) } }
        let template = Template(document)
        var twice = template.copy()
        twice.paint(slots[0]) { $0.fill(dot, .black) }
        twice.paint(slots[0]) { $0.fill(dot, .black) }
        #expect(Self.of(twice) == [.notToBePainted])
        var otherFont = template.copy()
        let block = try TextBlock("a", Samples.style)
        otherFont.paint(slots[0]) { $0.show(block, at: Point(x: 1, y: 1)) }
        #expect(Self.of(otherFont) == [.notInTemplate])
    }

    @Test("A plain document breaks no rule")
    func plain() {
        #expect(violations() == [])
    }

    @Test("A document has a title, a language and a date that can be written")
    func metadata() {
        #expect(violations(Samples.metadata(title: "")) == [.emptyTitle])
        #expect(violations(Samples.metadata(title: "a\u{0}b")) == [.controlCharacter(in: "a\u{0}b")])
        #expect(violations(Samples.metadata(created: .max)) == [.dateOutOfRange(.max)])
        for language in ["", "f", "français", "fr_FR", "fr-", "-fr", "12", "fr-abcdefghi"] {
            #expect(violations(Samples.metadata(language: language)) == [.invalidLanguage(language)])
        }
        for language in ["fr", "fr-FR", "sr-Latn-RS", "de-1996"] { #expect(violations(Samples.metadata(language: language)) == []) }
    }

    @Test("A document has a page")
    func pages() {
        #expect(throws: Nonconformance(violations: [.noPage])) { try Document(Samples.metadata()).bytes() }
    }

    @Test("A tag has content")
    func emptyTags() {
        #expect(violations { $0.paragraph { _ in } } == [.emptyElement("P")])
        #expect(violations { $0.table(summary: "") { _ in } } == [.emptyElement("Table")])
        #expect(violations { $0.table(summary: "") { $0.row { _ in } } } == [.emptyElement("TR")])
        #expect(violations { $0.list { _ in } } == [.emptyElement("L")])
        #expect(violations { $0.section { _ in } } == [.emptyElement("Sect")])
        #expect(violations { $0.artifact(.layout) { _ in } } == [])
    }

    @Test("Headings begin at 1 and go down one by one")
    func headings() {
        func levels(_ levels: [Int]) -> [Violation] {
            violations { page in
                for level in levels { page.heading(level) { $0.fill(dot, .black) } }
            }
        }
        #expect(levels([1, 2, 3, 2, 1, 2]) == [])
        #expect(levels([2]) == [.headingSkipped(level: 2, after: 0)])
        #expect(levels([1, 3]) == [.headingSkipped(level: 3, after: 1)])
        #expect(levels([1, 2, 4, 6]) == [.headingSkipped(level: 4, after: 2), .headingSkipped(level: 6, after: 4)])
    }

    @Test("Rows of a table are as long as one another")
    func tables() {
        let found = violations { page in
            page.table(summary: "") { table in
                table.row { $0.cell { $0.fill(dot, .black) } }
                table.row {
                    $0.cell { $0.fill(dot, .black) }
                    $0.cell { $0.fill(dot, .black) }
                }
            }
        }
        #expect(found == [.irregularTable])
    }

    @Test("A figure and a link are described in words, and a link leads somewhere")
    func descriptions() {
        #expect(violations { $0.figure("", box: dot) { $0.fill(dot, .black) } } == [.figureWithoutAlternative])
        func link(_ uri: String, _ description: String) -> [Violation] {
            violations { $0.link(uri, description: description, area: dot) { $0.fill(dot, .black) } }
        }
        #expect(link("https://a.example/", "A") == [])
        #expect(link("https://a.example/", "") == [.invalidLink("https://a.example/")])
        #expect(link("/relative", "A") == [.invalidLink("/relative")])
        #expect(link("https://é.example/", "A") == [.invalidLink("https://é.example/")])
    }

    @Test("Numbers are finite and within what every reader takes (ISO 19005-2 §6.1.13)", arguments: [
        Double.nan, .infinity, -.infinity, 32_768, -40_000,
    ])
    func numbers(value: Double) {
        #expect(violations { $0.paragraph { $0.fill(Rectangle(x: value, y: 0, width: 1, height: 1), .black) } } == [.numberOutOfRange])
    }

    @Test("A page is from 3 to 14,400 points wide and high")
    func pageSize() {
        for (side, expected) in [(2.9, [Violation.pageSize]), (3, []), (14_400, []), (14_401, [.pageSize])] {
            var document = Document(Samples.metadata())
            document.page(Rectangle(x: 0, y: 0, width: side, height: 100)) { $0.paragraph { $0.fill(dot, .black) } }
            do {
                _ = try document.bytes()
                #expect(expected.isEmpty)
            } catch {
                #expect(error.violations == expected)
            }
        }
    }

    @Test("Graphics states nest 28 deep at most")
    func nesting() {
        func nest(_ depth: Int, _ canvas: inout Canvas) {
            guard depth > 0 else { return canvas.fill(dot, .black) }
            canvas.rotated(1, around: Point(x: 0, y: 0)) { nest(depth - 1, &$0) }
        }
        #expect(violations { $0.paragraph { nest(27, &$0) } } == [])
        #expect(violations { $0.paragraph { nest(28, &$0) } } == [.nestingTooDeep])
    }

    @Test("All that is wrong is said at once, in the order in which it was met")
    func together() {
        let found = violations(Samples.metadata(title: "")) { page in
            page.heading(2) { $0.fill(dot, .black) }
            page.paragraph { _ in }
        }
        #expect(found == [.headingSkipped(level: 2, after: 0), .emptyElement("P"), .emptyTitle])
    }

    @Test("An error of the caller's own passes through a page, and the document can go on")
    func callersErrors() throws {
        struct Own: Error {}
        var document = Document(Samples.metadata())
        #expect(throws: Own.self) {
            try document.page { page throws(Own) in try page.paragraph { _ throws(Own) in throw Own() } }
        }
        document.page { $0.paragraph { $0.fill(dot, .black) } }
        #expect(try document.bytes().count > 0)
    }
}
