import Foundation
import HTTP
import Testing

@testable import Server

/// A directory `site`, with files in it and one beside it, until the end of `body`.
private func withDirectory(_ body: (_ site: URL) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    let site = root.appending(path: "site")
    try FileManager.default.createDirectory(at: site.appending(path: "deep/down"), withIntermediateDirectories: true)
    for (name, text) in ["secret": "secret", "site/style.css": "a{}", "site/.hidden": "x", "site/deep/down/é.txt": "é", "site/empty.js": ""] {
        try Data(text.utf8).write(to: root.appending(path: name))
    }
    try body(site)
}

private func octets(_ representation: Representation?) -> [UInt8]? {
    var octets: [UInt8] = []
    return representation?.content.append(to: &octets) == true ? octets : nil
}

@Suite("Files served as they are")
struct FilesTests {
    @Test("Files of a directory are found by their decoded path, with their type")
    func directory() throws {
        try withDirectory { site in
            let files = try Files(directory: site.path)
            #expect(octets(files.file(at: "/style.css")) == Array("a{}".utf8))
            #expect(files.file(at: "/style.css")?.contentType == "text/css; charset=utf-8")
            #expect(octets(files.file(at: "/deep/down/%C3%A9.txt")) == Array("é".utf8))
            #expect(octets(files.file(at: "/empty.js")) == [])
            #expect(files.file(at: "/style.css")?.lastModified != nil)
        }
    }

    @Test(
        "Nothing else is found, and nothing outside is reached",
        arguments: [
            "/", "", "*", "/none", "/deep", "/deep/", "/deep/down/", "style.css", "//style.css", "/deep//down/%C3%A9.txt", "/../secret", "/deep/../style.css",
            "/%2e%2e/secret", "/%2E%2E%2Fsecret", "/..%2fsecret", "/./style.css", "/.hidden", "/%2ehidden", "/style.css%00", "/style.css%00.txt", "/style.css/",
            "/%2Fetc%2Fpasswd", "/..\\secret", "/%5c..%5csecret", "/%ff", "/%", "/%c0%ae%c0%ae/secret", "/...", "/link", "/linked/passwd", "/pipe",
        ])
    func nothingElse(path: String) throws {
        try withDirectory { site in
            try FileManager.default.createSymbolicLink(atPath: site.path + "/link", withDestinationPath: "../secret")
            try FileManager.default.createSymbolicLink(atPath: site.path + "/linked", withDestinationPath: "/etc")
            mkfifo(site.path + "/pipe", 0o600)
            let files = try Files(directory: site.path)
            #expect(files.file(at: path) == nil)
        }
    }

    @Test("A name too long for the system is only a file that is not there")
    func longName() throws {
        try withDirectory { site in
            let files = try Files(directory: site.path)
            #expect(files.file(at: "/" + String(repeating: "a", count: 5_000)) == nil)
        }
    }

    @Test("A file that changes is served anew a tenth of a second later, with another tag; one that goes is gone")
    func changes() throws {
        try withDirectory { site in
            let files = try Files(directory: site.path)
            let style = site.appending(path: "style.css")
            let first = files.file(at: "/style.css")?.etag
            #expect(first != nil && files.file(at: "/style.css")?.etag == first)
            Thread.sleep(forTimeInterval: 0.11)
            #expect(files.file(at: "/style.css")?.etag == first)
            try Data("b{}".utf8).write(to: style)
            Thread.sleep(forTimeInterval: 0.11)
            #expect(octets(files.file(at: "/style.css")) == Array("b{}".utf8))
            #expect(files.file(at: "/style.css")?.etag != first)
            try FileManager.default.removeItem(at: style)
            Thread.sleep(forTimeInterval: 0.11)
            #expect(files.file(at: "/style.css") == nil)
        }
    }

    @Test("More files than are kept are all found")
    func manyFiles() throws {
        try withDirectory { site in
            let files = try Files(directory: site.path)
            for number in 0..<200 { try Data("\(number)".utf8).write(to: site.appending(path: "\(number).txt")) }
            for _ in 0..<2 {
                for number in 0..<200 { #expect(octets(files.file(at: "/\(number).txt")) == Array("\(number)".utf8)) }
            }
        }
    }

    @Test("A directory that is not there, or is a file, is refused in one line", arguments: ["/nowhere", "/etc/passwd"])
    func unusable(path: String) {
        let error = #expect(throws: ServerError.self) { try Files(directory: path) }
        #expect(error?.description.contains(path) == true)
    }

    @Test("Built-in files are found by their decoded path, and only by it")
    func builtIn() {
        let files = Files(["/style.css": [97], "/été.txt": [98]])
        #expect(octets(files.file(at: "/style.css")) == [97])
        #expect(octets(files.file(at: "/st%79le.css")) == [97])
        #expect(octets(files.file(at: "/%C3%A9t%C3%A9.txt")) == [98])
        #expect(files.file(at: "/style.css")?.etag == EntityTag(of: [97]))
        for path in ["/", "/STYLE.css", "style.css", "/./style.css"] { #expect(files.file(at: path) == nil) }
    }

    @Test("A large file goes out whole, in part and not at all, over a connection")
    func overTheWire() async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        let content = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 >> 5) }
        try Data(content).write(to: root.appending(path: "large.bin"))
        let files = try Files(directory: root.path)
        let service = TestService { request, _ in .now(files.file(at: request.path)?.response(to: request) ?? Response(.notFound)) }
        try await withServer(service) { server in
            let client = try Client(port: server.port)
            try await client.get("/large.bin")
            let whole = try await client.response()
            #expect(whole.body == content)
            try await client.get("/large.bin", fields: "Range: bytes=1000000-1000999\r\n")
            let part = try await client.response()
            #expect(part.status == 206 && part.body == Array(content[1_000_000..<1_001_000]))
            let tag = try #require(whole.head.firstMatch(of: /ETag: (.*)\r\n/)?.1)
            try await client.get("/large.bin", fields: "If-None-Match: \(tag)\r\n")
            #expect(try await client.response().status == 304)
            try await client.get("/none")
            #expect(try await client.response().status == 404)
        }
    }

    @Test("A file that is cut while it is sent ends the connection before its length, and nothing else", arguments: [false, true])
    func cut(isSecure: Bool) async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        let path = root.appending(path: "large.bin"), length = 30_000_000
        try Data(count: length).write(to: path)
        let files = try Files(directory: root.path)
        let service = TestService { request, _ in .now(files.file(at: request.path)?.response(to: request) ?? Response(.notFound)) }
        let tls = isSecure ? try Server.TLS.shared.get() : nil
        try await withServer(service) {
            $0.tls = tls
        } _: { server in
            let client = try Client(port: server.port, receiveBuffer: 4_096, tls: isSecure ? ClientTLS.Options() : nil)
            try await client.get("/large.bin")
            #expect(try await client.received(upTo: "\r\n\r\n").contains("Content-Length: \(length)\r\n"))
            #expect(truncate(path.path, 1_000) == 0)
            #expect(await client.countToEnd() < length)
            // Read again once what is kept of it is a tenth of a second old.
            try await Task.sleep(for: .milliseconds(200))
            let other = try Client(port: server.port, tls: isSecure ? ClientTLS.Options() : nil)
            try await other.get("/large.bin")
            #expect(try await other.response().body.count == 1_000)
        }
    }

    @Test("Media types by extension, whatever its case")
    func mediaTypes() {
        #expect(MediaType.contentType(forFileNamed: "a.WOFF2") == "font/woff2")
        #expect(MediaType.contentType(forFileNamed: "site.webmanifest") == "application/manifest+json")
        #expect(MediaType.contentType(forFileNamed: "a.b.svg") == "image/svg+xml")
        #expect(MediaType.contentType(forFileNamed: "README") == "application/octet-stream")
    }
}
