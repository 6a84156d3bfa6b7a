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
    }

    private init(copying other: borrowing ObjectFile) {
        file = other.file.copy(adding: 8192)
        packed = other.packed.copy(adding: 0)
        (packedObjects, container) = (other.packedObjects, other.container)
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
        let table = reserve()
        let start = file.count
        let identifier = identifier
        places[table.number] = .offset(start)
        let offsetWidth = start < 1 << 16 ? 2 : 4
        let indexWidth = packedObjects.count <= 1 << 8 ? 1 : 2
        let container = container?.number ?? 0
        let size = places.count
        var rows = ByteSink(capacity: size * (1 + offsetWidth + indexWidth))
        rows.bigEndian(0, width: 1 + offsetWidth + indexWidth)
        for place in places.dropFirst() {
            switch place {
            case .reserved: preconditionFailure("an object was reserved and never written")
            case .offset(let offset):
                rows.bigEndian(1, width: 1)
                rows.bigEndian(offset, width: offsetWidth)
                rows.bigEndian(0, width: indexWidth)
            case .packed(let index):
                rows.bigEndian(2, width: 1)
                rows.bigEndian(container, width: offsetWidth)
                rows.bigEndian(index, width: indexWidth)
            }
        }
        // Not deflated: it would save a hundred bytes, and take as long as all the rest.
        stream(table, rows.bytes) {
            $0.name("Type", "XRef")
            $0.array("W") {
                $0.integer(1)
                $0.integer(offsetWidth)
                $0.integer(indexWidth)
            }
            Self.trailer(&$0, size: size, root: root, info: info, identifier: identifier)
        }
        file.raw("startxref\n\(start)\n%%EOF\n")
        return file.bytes
    }

    /// Writes the object stream: dictionaries that follow stand on their own.
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
