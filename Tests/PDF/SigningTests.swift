import Testing

@testable import PDF

/// Signs with what it was given to sign: its first octets and how many they are, in the place of a CMS.
struct EchoSigner: Signer {
    var reservedCount = 40
    var failure: SignerFailure?

    func sign(_ first: borrowing Span<UInt8>, _ second: borrowing Span<UInt8>) throws(SignerFailure) -> [UInt8] {
        if let failure { throw failure }
        return (0..<8).map { first[$0] } + [UInt8(first.count & 0xFF)] + (0..<8).map { second[$0] } + [UInt8(second.count & 0xFF)]
    }
}

@Suite("A signed document")
struct SigningTests {
    private func document(_ form: FileForm = .compact, _ signer: EchoSigner = EchoSigner()) throws -> [UInt8] {
        try Samples.composed(form).bytes(signedBy: signer, "Signature d’essai")
    }

    @Test("It begins with its signature, to the byte")
    func opening() throws {
        let file = try document()
        let second = file.count - 237
        let range = "[0 155 237 \(second)]"
        let signed = "255044462d312e37" + "9b" + "3e3e0a656e646f62" + hexadecimal(UInt8(second & 0xFF))
        #expect(
            String(decoding: file[15..<237 + 10], as: UTF8.self) == """
                1 0 obj
                <</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20261121224200Z)/ByteRange\(range)\
                \(String(repeating: " ", count: 30 - range.count))/Contents<\(signed)\(String(repeating: "0", count: 44))>>>
                endobj

                """)
    }

    @Test("ByteRange leaves out the signature between its brackets, and nothing else (ISO 32000-1 §12.8.1)")
    func layout() throws {
        let file = try document()
        let layout = try SignedLayout(of: file.span)
        #expect(layout.first.lowerBound == 0 && layout.second.upperBound == file.count)
        #expect(layout.contents == layout.first.upperBound + 1..<layout.second.lowerBound - 1)
        #expect(file[layout.first.upperBound] == UInt8(ascii: "<") && file[layout.second.lowerBound - 1] == UInt8(ascii: ">"))
        let text = String(decoding: file[layout.first], as: UTF8.self)
        #expect(text.contains("/ByteRange[0 \(layout.first.count) \(layout.second.lowerBound) \(layout.second.count)]"))
        let signature = layout.signature(in: file.span)
        #expect(Array(signature.prefix(18)) == Array(file[..<8]) + [UInt8(layout.first.count & 0xFF)]
            + Array(file[layout.second].prefix(8)) + [UInt8(layout.second.count & 0xFF)])
        #expect(signature.count == 40 && signature.dropFirst(18).allSatisfy { $0 == 0 })
    }

    @Test("Whatever octet of its opening changes, the file is altered; what follows is for the signature to tell")
    func alteredOpening() throws {
        let file = try document()
        let layout = try SignedLayout(of: file.span)
        let date = try #require(file.firstRange(of: Array("(D:".utf8))).upperBound
        for index in file.indices {
            for bit in 0..<8 {
                var changed = file
                changed[index] ^= 1 << UInt8(bit)
                let isOtherDigit = layout.contents.contains(index) && "0123456789abcdef".utf8.contains(changed[index])
                    || (date..<date + 14).contains(index) && (0x30...0x39).contains(changed[index])
                if index >= layout.second.lowerBound || isOtherDigit {
                    #expect(try SignedLayout(of: changed.span) == layout)
                } else {
                    #expect(throws: SignedLayout.Failure.altered, "octet \(index), bit \(bit)") { try SignedLayout(of: changed.span) }
                }
            }
        }
    }

    @Test("A file that is cut or made longer is altered")
    func length() throws {
        let file = try document()
        for count in stride(from: 130, to: file.count, by: 97) {
            #expect(throws: SignedLayout.Failure.altered) { try SignedLayout(of: file.span.extracting(0..<count)) }
        }
        #expect(throws: SignedLayout.Failure.altered) { try SignedLayout(of: (file + [0x0A]).span) }
    }

    @Test("Any other file is foreign", arguments: [
        [], Array("%PDF-1.7\n".utf8), [UInt8](repeating: 0x61, count: 100_000), [UInt8](repeating: 0, count: 300),
    ])
    func foreign(file: [UInt8]) {
        #expect(throws: SignedLayout.Failure.foreign) { try SignedLayout(of: file.span) }
    }

    @Test("An unsigned document is foreign")
    func unsigned() throws {
        let file = try Samples.everything(.compact)
        #expect(throws: SignedLayout.Failure.foreign) { try SignedLayout(of: file.span) }
    }

    @Test("Its field is a widget of the last page, described in words, and a Form of the structure (ISO 14289-1 §7.18.4)")
    func field() throws {
        let file = try ReadableFile(document(.readable))
        let widget = try #require(file.all("/Subtype /Widget").first)
        #expect(widget.text.contains("/TU <5369676e61747572652064906573736169>\n") && widget.text.contains("/F 132\n") && widget.text.contains("/FT /Sig\n"))
        #expect(file.references("V", in: widget.text) == [1])
        let page = try #require(file.all("/Type /Page\n").last)
        #expect(file.references("P", in: widget.text) == [page.number])
        #expect(file.references("Annots", in: page.text).last == widget.number && page.text.contains("/Tabs /S\n"))
        let form = try #require(file.all("/S /Form\n").first)
        #expect(form.text.contains("/Obj \(widget.number) 0 R"))
        let key = try #require(widget.text.firstMatch(of: /\/StructParent (\d+)/)).1
        #expect(try #require(file.all("/Nums").first).text.contains("\(key) \(form.number) 0 R"))
        #expect(file.trailer.isEmpty == false && file.all("/SigFlags 3").count == 1)
    }

    @Test("The same document is the same file but for the octets of the signature")
    func deterministic() throws {
        #expect(try document() == document())
    }

    @Test("A signature without a description, and a signer that fails, are errors")
    func errors() {
        #expect(throws: SigningError.nonconformance(Nonconformance(violations: [.signatureWithoutDescription]))) {
            try Samples.composed(.compact).bytes(signedBy: EchoSigner(), "")
        }
        let failure = SignerFailure(reason: "the key is gone")
        #expect(throws: SigningError.signer(failure)) { try document(.compact, EchoSigner(failure: failure)) }
        #expect(throws: SigningError.nonconformance(Nonconformance(violations: [.noPage]))) {
            try Document(Samples.metadata()).bytes(signedBy: EchoSigner(), "Signature")
        }
    }

    @Test("A signature that is longer than its signer says is an error, and so is a place that no signature has", arguments: [Int.min, -1, 0, 65_537, .max])
    func lengths(count: Int) {
        struct Boaster: Signer {
            var reservedCount = 10
            func sign(_ first: borrowing Span<UInt8>, _ second: borrowing Span<UInt8>) throws(SignerFailure) -> [UInt8] { [UInt8](repeating: 1, count: 11) }
        }
        #expect(throws: SigningError.signer(SignerFailure(reason: "a signature of 11 octets, where 10 are reserved"))) {
            try Samples.composed(.compact).bytes(signedBy: Boaster(), "Signature")
        }
        #expect(throws: SigningError.nonconformance(Nonconformance(violations: [.signatureLength(count)]))) {
            try Samples.composed(.compact).bytes(signedBy: Boaster(reservedCount: count), "Signature")
        }
    }

    @Test("A template with a place for a signature is for copies that are signed so, and for no others")
    func fields() throws {
        let signed = Template(try Samples.composed(.compact), signature: SignatureField("Signature", reservedCount: 9)), plain = Template(try Samples.composed(.compact))
        #expect(throws: Nonconformance(violations: [.signatureField])) { try signed.copy().bytes() }
        #expect(throws: SigningError.nonconformance(Nonconformance(violations: [.signatureField]))) { try signed.copy().bytes(signedBy: EchoSigner()) }
        #expect(throws: SigningError.nonconformance(Nonconformance(violations: [.signatureField]))) { try plain.copy().bytes(signedBy: EchoSigner()) }
    }

    private func hexadecimal(_ octet: UInt8) -> String { (octet < 16 ? "0" : "") + String(octet, radix: 16) }
}
