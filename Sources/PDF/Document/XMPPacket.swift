/// The XMP packet of a document that is PDF/A-2a and PDF/UA-1 (ISO 16684-1; ISO 19005-2 §6.6; ISO 14289-1 §5).
enum XMPPacket {
    static func bytes(_ metadata: Metadata, _ date: CivilTime) -> [UInt8] {
        var packet: [UInt8] = []
        packet.reserveCapacity(3072)
        func raw(_ text: String) { packet.append(contentsOf: text.utf8) }
        func text(_ text: String) {
            if text.utf8.contains(where: isEscaped) { for byte in text.utf8 { escape(byte, &packet) } } else { raw(text) }
        }

        let date = date.xmp
        raw(head)
        raw(" xmp:CreateDate=\"")
        raw(date)
        raw("\" xmp:ModifyDate=\"")
        raw(date)
        raw("\"><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">")
        text(metadata.title)
        raw("</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>")
        text(metadata.author)
        raw("</rdf:li></rdf:Seq></dc:creator>")
        raw(description.before)
        text(metadata.subject)
        raw(description.after)
        raw(end)
        return packet
    }

    /// The subject that the packet of `file` gives, written as `bytes` writes it.
    static func subject(in file: borrowing Span<UInt8>) -> String? {
        guard let start = position(of: description.before, in: file, from: 0) else { return nil }
        let first = start + description.before.utf8.count
        guard let last = position(of: description.after, in: file, from: first) else { return nil }
        var text = String(decoding: (first..<last).map { file[$0] }, as: UTF8.self)
        for (mark, entity) in entities.reversed() { text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: mark) }
        return text
    }

    private static func position(of text: String, in file: borrowing Span<UInt8>, from start: Int) -> Int? {
        let wanted = Array(text.utf8)
        var position = start
        while position + wanted.count <= file.count {
            if file[position] == wanted[0], wanted.indices.allSatisfy({ file[position + $0] == wanted[$0] }) { return position }
            position += 1
        }
        return nil
    }

    private static let description = (
        before: "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", after: "</rdf:li></rdf:Alt></dc:description>"
    )

    /// The ampersand first, so that undoing them in reverse undoes it last.
    private static let entities = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")]

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"")
    }

    private static func escape(_ byte: UInt8, _ packet: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "&"): packet.append(contentsOf: "&amp;".utf8)
        case UInt8(ascii: "<"): packet.append(contentsOf: "&lt;".utf8)
        case UInt8(ascii: ">"): packet.append(contentsOf: "&gt;".utf8)
        case UInt8(ascii: "\""): packet.append(contentsOf: "&quot;".utf8)
        default: packet.append(byte)
        }
    }

    private static let head =
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
        + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\""
        + namespaces.map { " xmlns:\($0)=\"\($1)\"" }.joined()
        + " pdfaid:part=\"2\" pdfaid:conformance=\"A\" pdfuaid:part=\"1\""

    private static let namespaces = [
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("xmp", "http://ns.adobe.com/xap/1.0/"),
        ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
        ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
        ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
        ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
        ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
    ]

    /// PDF/A knows only its own schemas: that of PDF/UA must be described in the file (ISO 19005-2 §6.6.2.3).
    private static let end =
        "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>"
        + "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
        + "<pdfaSchema:property><rdf:Seq><rdf:li pdfaProperty:name=\"part\" pdfaProperty:valueType=\"Integer\""
        + " pdfaProperty:category=\"internal\" pdfaProperty:description=\"Part\"/></rdf:Seq></pdfaSchema:property>"
        + "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
}
