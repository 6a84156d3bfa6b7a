import CZlib
import Testing

@testable import HTTP

@Suite("Accept-Encoding (RFC 9110 §12.5.3)")
struct AcceptEncodingTests {
    @Test(
        "gzip is given to who names it, or anything, at a weight no lower than that of no coding",
        arguments: [
            "gzip", "GZIP", "x-gzip", "gzip, deflate, br, zstd", "deflate,gzip", "gzip;q=0.001", "gzip ; q=0.5", "gzip;Q=1.000", "gzip;q=1.", "*", "*;q=0.1", "br, *",
            "identity, gzip", "identity;q=0, gzip", "gzip;q=0.5, identity;q=0.5", "gzip;q=0.2, *;q=0.1", "identity;q=0, *", ", gzip ,", "br\r\nAccept-Encoding: gzip",
        ])
    func preferred(value: String) throws {
        #expect(try request(fields: "Accept-Encoding: \(value)\r\n").head.prefersGzip)
    }

    @Test(
        "To others the content goes as it is, which nobody has to decode; also to who refuses that too, or is malformed",
        arguments: [
            "", "identity", "br, deflate", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0, *", "gzip, gzip;q=0", "gzip;q=0, identity;q=0", "gzip;q=0.5, identity",
            "gzip;q=0.5, *", "gzipped", "gzi", "gzip;q=2", "gzip;q=1.001", "gzip;q=", "gzip;q=.5", "gzip;q=0,5", "gzip;q=0.0001", "gzip;q=-1", "gzip;q=a", "gzip;level=9", "gzip;",
        ])
    func plain(value: String) throws {
        #expect(try !request(fields: "Accept-Encoding: \(value)\r\n").head.prefersGzip)
    }

    @Test("Who says nothing gets content without a coding")
    func absent() throws {
        #expect(try !request(fields: "").head.prefersGzip)
    }
}

@Suite("A representation offered as gzip (RFC 9110 §8.4)")
struct GzipTests {
    private let text = Array(repeatElement("Ceci n’est pas un espace. ".utf8, count: 100).joined())

    private func response(_ representation: Representation, _ fields: String, method: String = "GET") throws -> Response {
        representation.response(to: try request("\(method) / HTTP/1.1\r\nHost: h\r\n\(fields)\r\n"))
    }

    private func bytes(_ response: Response) -> [UInt8] {
        guard case .content(.bytes(let bytes)) = response.body else { return [] }
        return bytes
    }

    private let accepts = "Accept-Encoding: gzip\r\n"

    @Test("Each form has its content, its coding and a strong tag of its own, and says that there is another (Vary)")
    func forms() throws {
        let representation = Representation(text, contentType: "text/plain", fields: ["X": "y"]).offeringGzip()
        let (plain, coded) = (try response(representation, ""), try response(representation, accepts))
        #expect(bytes(plain) == text && plain.fields.first(.contentEncoding) == nil)
        #expect(inflated(bytes(coded), count: text.count) == text && coded.fields.first(.contentEncoding) == "gzip")
        for form in [plain, coded] {
            #expect(form.status == .ok && form.fields.all(.vary) == ["Accept-Encoding"])
            #expect(form.fields.first(.contentType) == "text/plain" && form.fields.all("X") == ["y"] && form.fields.all(.etag).count == 1)
        }
        let tags = [plain, coded].compactMap { $0.fields.first(.etag) }
        #expect(tags[1] == tags[0].dropLast() + "-gzip\"")
        #expect(try response(representation, accepts, method: "HEAD").body.count == coded.body.count)
    }

    @Test("A tag is that of one form: only that form is not modified, and the 304 says Vary")
    func validators() throws {
        let representation = Representation(text, contentType: "text/plain", fields: ["X": "y"]).offeringGzip()
        let tag = try #require(try response(representation, accepts).fields.first(.etag))
        let known = try response(representation, accepts + "If-None-Match: \(tag)\r\n")
        #expect(known.status == .notModified && known.fields.first(.vary) == "Accept-Encoding" && known.fields.first(.etag) == tag)
        #expect(try response(representation, "If-None-Match: \(tag)\r\n").status == .ok)
        #expect(try response(representation, "If-Match: \(tag)\r\n").status == .preconditionFailed)
    }

    @Test("A range is of the form that was selected; several are not cut out of a coded form")
    func ranges() throws {
        let representation = Representation(text, contentType: "text/plain", fields: ["X": "y"]).offeringGzip()
        let coded = bytes(try response(representation, accepts))
        let part = try response(representation, accepts + "Range: bytes=2-9\r\n")
        #expect(part.status == .partialContent && bytes(part) == Array(coded[2...9]))
        #expect(part.fields.first(.contentRange) == "bytes 2-9/\(coded.count)" && part.fields.first(.contentEncoding) == "gzip")
        #expect(try response(representation, "Range: bytes=2-9\r\n").fields.first(.contentRange) == "bytes 2-9/\(text.count)")
        let beyond = try response(representation, accepts + "Range: bytes=\(coded.count)-\r\n")
        #expect(beyond.status == .rangeNotSatisfiable && beyond.fields.first(.contentEncoding) == nil && beyond.fields.first(.vary) != nil)
        let several = try response(representation, accepts + "Range: bytes=0-1,4-5\r\n")
        #expect(several.status == .ok && bytes(several) == coded)
    }

    @Test("What would not be a tenth smaller, or is not in memory, has one form and no Vary")
    func worthless() throws {
        struct Zeros: ContentSource {
            let count = 10_000
            func read(_ range: Range<Int>, into output: inout [UInt8]) -> Bool { true }
        }
        for representation in [
            Representation(Array(0...255), contentType: "image/png"), Representation([], contentType: "text/plain"),
            Representation(.source(Zeros()), contentType: "text/plain", etag: EntityTag(of: [])),
        ] {
            let response = try response(representation.offeringGzip(), accepts)
            #expect(response.fields.first(.contentEncoding) == nil && response.fields.first(.vary) == nil)
        }
    }

    @Test("It is compressed once, however many ask, on however many threads")
    func once() async throws {
        let representation = Representation(text, contentType: "text/plain", fields: ["X": "y"]).offeringGzip()
        let request = try request(fields: accepts)
        let places = await withTaskGroup(of: UInt.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    guard case .content(.bytes(let bytes)) = representation.response(to: request).body else { return 0 }
                    return bytes.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
                }
            }
            return await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(places.count == 1 && !places.contains(0))
    }

    @Test("Nothing is offered unless it is asked for")
    func notOffered() throws {
        let response = try response(Representation(text, contentType: "text/plain"), accepts)
        #expect(bytes(response) == text && response.fields.first(.vary) == nil)
    }
}

/// What zlib makes of octets in the gzip format.
private func inflated(_ octets: [UInt8], count: Int) -> [UInt8] {
    var stream = z_stream()
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return [] }
    defer { inflateEnd(&stream) }
    var (input, output) = (octets, [UInt8](repeating: 0, count: count))
    return input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
            (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
            return inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0 ? Array(output) : []
        }
    }
}
