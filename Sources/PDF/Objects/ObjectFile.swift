/// The objects of one file, in the order in which they are written, and where each one stands (ISO 32000-1 §7.5).
/// In the compact form all but streams go into one object stream (§7.5.7), behind a cross-reference stream (§7.5.8).
struct ObjectFile: ~Copyable {
    /// Where an object stands; its number is its index.
    private enum Place {
        case reserved
        case offset(Int)
        case packed(index: Int)
    }

    private var file: ByteSink
    private var packed = ByteSink(capacity: 4096)
    private var packedObjects: [(number: Int, offset: Int)] = []
    private var container: Reference?
    /// The cross-reference stream of the compact form.
    private var table: Reference?
    private var settled: Settled?
    private var places: [Place] = [.reserved]
    private var fingerprint = StableHash()
    private var fingerprinted = 0
    private let form: FileForm

    /// - Parameter octets: those of a signature, whose room is the first object of the file.
    init(_ form: FileForm, reserving octets: Int? = nil) {
        self.form = form
        file = ByteSink(readable: form == .readable)
        if let octets {
            file.raw(SignedLayout.opening(reserving: octets))
            file.raw([UInt8](repeating: UInt8(ascii: "0"), count: 2 * octets))
            file.raw(">>>\nendobj\n")
            places.append(.offset(SignedLayout.fileHeader.count))
        } else {
            file.raw(SignedLayout.fileHeader)
        }
        if form == .compact { table = reserve() }
    }

    private init(copying other: borrowing ObjectFile) {
        file = other.file.copy(adding: 8192)
        packed = other.packed.copy(adding: 0)
        (packedObjects, container, table, settled) = (other.packedObjects, other.container, other.table, other.settled)
        (places, form) = (other.places, other.form)
        (fingerprint, fingerprinted) = (other.fingerprint, other.fingerprinted)
    }

    /// The same objects, to be followed by others.
    borrowing func copy() -> ObjectFile { ObjectFile(copying: self) }

    mutating func reserve() -> Reference {
        places.append(.reserved)
        return Reference(number: places.count - 1)
    }

    mutating func dictionary(_ reference: Reference, _ body: (inout DictionaryWriter) -> Void) {
        if form == .readable || container != nil {
            begin(reference)
            file.dictionary(body)
            file.raw("\nendobj\n")
        } else {
            places[reference.number] = .packed(index: packedObjects.count)
            packedObjects.append((reference.number, packed.count))
            packed.dictionary(body)
        }
    }

    /// A stream whose data are `data` as they are; the body names the filter, if they are encoded.
    mutating func stream(_ reference: Reference, _ data: [UInt8], _ body: (inout DictionaryWriter) -> Void) {
        begin(reference)
        file.dictionary {
            body(&$0)
            $0.integer("Length", data.count)
        }
        file.raw("stream\n")
        file.raw(data)
        // Data that end with a carriage return would seem to share it with a lone line feed (ISO 19005-2 §6.1.7.1).
        file.raw(data.last == 0x0D ? "\r\nendstream\nendobj\n" : "\nendstream\nendobj\n")
    }

    /// A stream that the compact form deflates.
    mutating func deflatedStream(_ reference: Reference, _ data: [UInt8], _ body: (inout DictionaryWriter) -> Void) {
        if form == .readable {
            stream(reference, data, body)
        } else {
            stream(reference, deflated(data)) {
                body(&$0)
                $0.name("Filter", "FlateDecode")
            }
        }
    }

    /// Ends the file. Every reserved object has been written.
    consuming func finish(root: Reference, info: Reference) -> [UInt8] {
        form == .readable ? finishWithTable(root: root, info: info) : finishWithStream(root: root, info: info)
    }

    /// §7.5.4: twenty bytes an entry.
    private consuming func finishWithTable(root: Reference, info: Reference) -> [UInt8] {
        let start = file.count
        let identifier = identifier
        file.raw("xref\n0 \(places.count)\n0000000000 65535 f \n")
        for place in places.dropFirst() {
            guard case .offset(let offset) = place else { preconditionFailure("an object was reserved and never written") }
            let digits = String(offset)
            file.raw(String(repeating: "0", count: 10 - digits.utf8.count) + digits + " 00000 n \n")
        }
        let size = places.count
        file.raw("trailer\n")
        file.dictionary { Self.trailer(&$0, size: size, root: root, info: info, identifier: identifier) }
        file.raw("\nstartxref\n\(start)\n%%EOF\n")
        return file.bytes
    }

    private consuming func finishWithStream(root: Reference, info: Reference) -> [UInt8] {
        let start = file.count
        let identifier = identifier
        guard let table else { preconditionFailure("the compact form has a cross-reference stream") }
        places[table.number] = .offset(start)
        let widths = Widths(fileCount: start, packedCount: packedObjects.count)
        // What a copy adds seldom makes offsets longer; then the packed rows are made again.
        let settled = settled.flatMap { $0.widths == widths ? $0 : nil } ?? settle(widths)
        let data = settled.rows.behind(rows(0..<settled.first, widths))
        let size = places.count
        stream(table, data) {
            $0.name("Type", "XRef")
            $0.array("W") { for width in [widths.kind, widths.offset, widths.index] { $0.integer(width) } }
            Self.trailer(&$0, size: size, root: root, info: info, identifier: identifier)
            $0.name("Filter", "FlateDecode")
        }
        file.raw("startxref\n\(start)\n%%EOF\n")
        return file.bytes
    }

    /// Octets of the fields of a row (§7.5.8.3).
    private struct Widths: Equatable {
        let kind = 1, offset: Int, index: Int

        init(fileCount: Int, packedCount: Int) {
            offset = fileCount < 1 << 16 ? 2 : 4
            index = packedCount <= 1 << 8 ? 1 : 2
        }
    }

    /// The rows of all objects from `first` on, which are written: they are the same in every copy.
    private struct Settled {
        let first: Int
        let widths: Widths
        let rows: DeflatedTail
    }

    private borrowing func settle(_ widths: Widths) -> Settled {
        let first = (places.lastIndex { if case .reserved = $0 { true } else { false } } ?? 0) + 1
        return Settled(first: first, widths: widths, rows: DeflatedTail(rows(first..<places.count, widths)))
    }

    private borrowing func rows(_ numbers: Range<Int>, _ widths: Widths) -> [UInt8] {
        var rows = ByteSink(capacity: numbers.count * (widths.kind + widths.offset + widths.index))
        for number in numbers {
            let (kind, offset, index) = switch places[number] {
            case .reserved where number == 0: (0, 0, 0)
            case .reserved: preconditionFailure("an object was reserved and never written")
            case .offset(let offset): (1, offset, 0)
            case .packed(let index): (2, container?.number ?? 0, index)
            }
            rows.bigEndian(kind, width: widths.kind)
            rows.bigEndian(offset, width: widths.offset)
            rows.bigEndian(index, width: widths.index)
        }
        return rows.bytes
    }

    /// Writes the object stream: dictionaries that follow stand on their own. Objects that follow are best reserved first:
    /// the rows of the others are deflated here, once for all copies.
    mutating func pack() {
        if form == .compact, !packedObjects.isEmpty {
            var content = ByteSink(capacity: packed.count + packedObjects.count * 8)
            for object in packedObjects {
                content.integer(object.number)
                content.integer(object.offset)
            }
            let first = content.count + 1
            content.raw("\n")
            content.raw(packed.bytes)
            let reference = reserve()
            let count = packedObjects.count
            deflatedStream(reference, content.bytes) {
                $0.name("Type", "ObjStm")
                $0.integer("N", count)
                $0.integer("First", first)
            }
            container = reference
            packed = ByteSink()
        }
        if form == .compact { settled = settle(Widths(fileCount: file.count, packedCount: packedObjects.count)) }
        fingerprintFile()
    }

    private mutating func begin(_ reference: Reference) {
        places[reference.number] = .offset(file.count)
        file.raw("\(reference.number) 0 obj\n")
    }

    /// Made of the content, so that the same document is the same file (§14.4).
    private var identifier: [UInt8] {
        mutating get {
            fingerprintFile()
            return fingerprint.bytes
        }
    }

    private mutating func fingerprintFile() {
        fingerprint.combine(file.bytes, from: fingerprinted)
        fingerprinted = file.count
    }

    private static func trailer(
        _ trailer: inout DictionaryWriter, size: Int, root: Reference, info: Reference, identifier: [UInt8]
    ) {
        trailer.integer("Size", size)
        trailer.reference("Root", root)
        trailer.reference("Info", info)
        trailer.array("ID") {
            $0.string(identifier)
            $0.string(identifier)
        }
    }
}
