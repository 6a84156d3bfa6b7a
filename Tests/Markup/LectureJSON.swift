import Testing
@testable import Markup

@Suite("JSON, as RFC 8259 has it")
struct LectureJSON {
    @Test("What is written is read back the same", arguments: [
        [:], [], ["a": [1, true, nil, "é « » \" \\ \n \u{1} \u{1F600}", ["b": [[]]]], "": -12], "x", 0, true, nil,
    ] as [JSON])
    func allerRetour(_ json: JSON) throws { #expect(try JSON(json.bytes) == json) }

    @Test("Escapes, spaces and numbers are read", arguments: [
        (#" { "\u0061\n" : [ 1.5e+3 , -0 , 0.1E-2 ] } "#, ["a\n": [.number("1.5e+3"), .number("-0"), .number("0.1E-2")]]), (#""\ud83d\ude00\/\b\f\r\t""#, "\u{1F600}/\u{8}\u{C}\r\t"),
    ] as [(String, JSON)])
    func lecture(_ texte: String, _ attendu: JSON) throws { #expect(try JSON(Array(texte.utf8)) == attendu) }

    @Test("What is not JSON is refused", arguments: [
        "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "[1 2]", "01", "1.", ".5", "+1", "1e", "--1", "tru", "nul", "True", "'a'", "\"a", "\"\n\"", "\"\\x\"", "\"\\u12\"",
        "\"\\u+123\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "{}{}", "1 1", "\u{FEFF}{}", "// x\n1", "NaN", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}",
        String(repeating: "[", count: 20) + String(repeating: "]", count: 20), String(repeating: "[", count: 16_000),
    ])
    func refus(_ texte: String) { #expect(throws: JSON.Failure.self) { try JSON(Array(texte.utf8)) } }

    @Test("Octets that are not UTF-8 are refused, wherever they stand")
    func utf8() {
        for octet in UInt8(0x80)...0xFF { #expect(throws: JSON.Failure.notUTF8) { try JSON([UInt8(ascii: "\""), octet, UInt8(ascii: "\"")]) } }
    }

    @Test("An object has 100 members at most: their names are compared two by two")
    func membres() throws {
        let objet = { (count: Int) in Array(("{" + (0..<count).map { "\"\($0)\":0" }.joined(separator: ",") + "}").utf8) }
        #expect(try JSON(objet(100)).texts.count == 200)
        #expect(throws: JSON.Failure.tooManyMembers) { try JSON(objet(101)) }
    }
}
