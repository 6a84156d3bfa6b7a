import Testing

@testable import PDF

@Suite("What a canvas paints, operator by operator")
struct ContentTests {
    /// Kerned pairs stand apart, the state is set once, and what turns is put back.
    private func content(_ body: (inout Canvas) -> Void) throws -> String {
        var document = Document(Samples.metadata(), form: .readable)
        document.page { $0.paragraph(body) }
        let file = try ReadableFile(document.bytes())
        let page = try #require(file.all("/Type /Page\n").first)
        let object = try #require(file.references("Contents", in: page.text).first.flatMap { file.objects[$0] })
        return try #require(file.stream(object))
    }

    private func hexadecimal(_ text: String) throws -> String {
        try Samples.subset.codes(text).map { code in
            let digits = String(code, radix: 16)
            return String(repeating: "0", count: 2 - digits.count) + digits
        }.joined()
    }

    @Test("A text sets its colour and its font once, moves from line to line, and kerns")
    func text() throws {
        let block = try TextBlock("AVA né", TextStyle(Samples.subset, size: 10, color: Color(0xFF0000)), width: 30, leading: 12)
        #expect(block.lineCount == 2)
        let (a, v, rest, second) = (try hexadecimal("A"), try hexadecimal("V"), try hexadecimal("A "), try hexadecimal("né"))
        #expect(
            try content { $0.show(block, at: Point(x: 50, y: 700)) } == """
                /P<<
                  /MCID 0
                >>BDC
                BT 50 690.12 Td 1 0 0 rg/F0 10 Tf[<\(a)>40<\(v)>40<\(rest)>]TJ 0 -12 Td[<\(second)>]TJ ET
                EMC

                """)
    }

    @Test("Spacing between letters ends where other letters begin")
    func tracking() throws {
        let n = try hexadecimal("n")
        let block = try TextBlock(
            [TextSpan("n", TextStyle(Samples.subset, size: 10, tracking: 50)), TextSpan("n", TextStyle(Samples.subset, size: 10))], leading: 0)
        #expect(try content { $0.show(block, at: Point(x: 0, y: 0)) }.contains("0 0 0 rg/F0 10 Tf .5 Tc[<\(n)>]TJ 0 Tc[<\(n)>]TJ ET\n"))
    }

    @Test("Letters that are stroked too have the colour of their inside, and those behind them are not")
    func stroke() throws {
        let n = try hexadecimal("n")
        let block = try TextBlock(
            [TextSpan("n", TextStyle(Samples.subset, size: 10, stroke: 30)), TextSpan("n", TextStyle(Samples.subset, size: 10))], leading: 0)
        #expect(try content { $0.show(block, at: Point(x: 0, y: 0)) }.contains("F0 10 Tf 0 0 0 RG .3 w 2 Tr[<\(n)>]TJ 0 Tr[<\(n)>]TJ ET\n"))
    }

    @Test("A state is set once for all the tags of a page, and anew on the next one")
    func state() throws {
        let block = try TextBlock("n", Samples.style, leading: 0)
        var document = Document(Samples.metadata(), form: .readable)
        for _ in 0..<2 {
            document.page { page in
                for _ in 0..<2 { page.paragraph { $0.show(block, at: Point(x: 0, y: 0)) } }
            }
        }
        let file = try ReadableFile(document.bytes())
        for page in file.all("/Type /Page\n") {
            let content = try #require(file.references("Contents", in: page.text).first.flatMap { file.objects[$0] })
            #expect(content.matches(of: /0 0 0 rg\/F0 10 Tf/).count == 1 && content.matches(of: /TJ/).count == 2)
        }
    }

    @Test("Shapes, and colours that are set only when they change")
    func shapes() throws {
        let box = Rectangle(x: 1, y: 2, width: 3, height: 4)
        let painted = try content {
            $0.fill(box, .black)
            $0.fill(box, .black)
            $0.stroke(box, Color(0x0000FF), width: 0.5)
            $0.line(from: Point(x: 0, y: 0), to: Point(x: 9, y: 9), .black, width: 1, dash: 2)
        }
        #expect(
            painted.contains(
                """
                0 0 0 rg 1 2 3 4 re f
                1 2 3 4 re f
                0 0 1 RG .5 w 1 2 3 4 re S
                0 0 0 RG 1 w[2]0 d 0 0 m 9 9 l S
                []0 d
                """))
    }

    @Test("A turned drawing has the colour of before behind it, once it ends")
    func rotation() throws {
        let box = Rectangle(x: 0, y: 0, width: 1, height: 1)
        let painted = try content {
            $0.fill(box, Color(0xFF0000))
            $0.rotated(90, around: Point(x: 10, y: 20)) { $0.fill(box, .black) }
            $0.fill(box, Color(0xFF0000))
        }
        #expect(painted.contains("1 0 0 rg 0 0 1 1 re f\nq 0 1 -1 0 10 20 cm\n0 0 0 rg 0 0 1 1 re f\nQ\n0 0 1 1 re f\n"))
    }

    @Test("Angles turn as trigonometry says", arguments: [0.0, 30, 45, 53, 90, 180, 270, 359, -30, 750])
    func angles(degrees: Double) throws {
        let painted = try content { $0.rotated(degrees, around: Point(x: 0, y: 0)) { $0.fill(.a4, .black) } }
        let matrix = try #require(painted.firstMatch(of: /q (\S+) (\S+) (\S+) (\S+) 0 0 cm/))
        let values = [matrix.1, matrix.2, matrix.3, matrix.4].compactMap { Double($0.replacing(/^(-?)\./, with: { "\($0.1)0." })) }
        #expect(values.count == 4)
        #expect(values[0] == values[3] && values[1] == -values[2])
        #expect(abs(values[0] * values[0] + values[1] * values[1] - 1) < 0.003)
    }

    @Test("An image is painted where it is asked for, its dark dots as zeros from the upper left corner")
    func image() throws {
        let image = ImageMask(width: 10, height: 2) { column, row in column == 0 && row == 0 || column == 9 && row == 1 }
        #expect(image.rows == [0x7F, 0xFF, 0xFF, 0xBF])
        let painted = try content { $0.draw(image, in: Rectangle(x: 5, y: 6, width: 20, height: 4)) }
        #expect(painted.contains("0 0 0 rg q 20 0 0 4 5 6 cm/I0 Do Q\n"))
    }
}
