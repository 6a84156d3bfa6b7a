import Foundation
import HTTP
import Testing

@testable import Server

/// A directory `site`, with files in it and one beside it, until the end of `body`.
private func withDirectory(_ body: (_ site: URL) async throws -> Void) async throws {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    let site = root.appending(path: "site")
    try FileManager.default.createDirectory(at: site.appending(path: "deep/down"), withIntermediateDirectories: true)
    for (name, text) in ["secret": "secret", "site/style.css": "a{}", "site/.hidden": "x", "site/deep/down/é.txt": "é", "site/empty.js": ""] {
        try Data(text.utf8).write(to: root.appending(path: name))
    }
    try await body(site)
}

private func octets(_ representation: Representation?) -> [UInt8]? {
    var octets: [UInt8] = []
    return representation?.content.append(to: &octets) == true ? octets : nil
}

@Suite("Files served as they are")
struct FilesTests {
    @Test("Files of a directory are found by their decoded path, with their type")
    func directory() async throws {
        try await withDirectory { site in
            let files = try Files(directory: site.path)
            #expect(octets(await files.found("/style.css")) == Array("a{}".utf8))
            #expect(await files.found("/style.css")?.contentType == "text/css; charset=utf-8")
            #expect(octets(await files.found("/deep/down/%C3%A9.txt")) == Array("é".utf8))
            #expect(octets(await files.found("/empty.js")) == [])
            #expect(await files.found("/style.css")?.lastModified != nil)
        }
    }

    @Test(
        "Nothing else is found, and nothing outside is reached",
        arguments: [
            "/", "", "*", "/none", "/deep", "/deep/", "/deep/down/", "style.css", "//style.css", "/deep//down/%C3%A9.txt", "/../secret", "/deep/../style.css",
            "/%2e%2e/secret", "/%2E%2E%2Fsecret", "/..%2fsecret", "/./style.css", "/.hidden", "/%2ehidden", "/style.css%00", "/style.css%00.txt", "/style.css/",
            "/%2Fetc%2Fpasswd", "/..\\secret", "/%5c..%5csecret", "/%ff", "/%", "/%c0%ae%c0%ae/secret", "/...", "/link", "/linked/passwd", "/pipe",
        ])
    func nothingElse(path: String) async throws {
        try await withDirectory { site in
            try FileManager.default.createSymbolicLink(atPath: site.path + "/link", withDestinationPath: "../secret")
            try FileManager.default.createSymbolicLink(atPath: site.path + "/linked", withDestinationPath: "/etc")
            mkfifo(site.path + "/pipe", 0o600)
            let files = try Files(directory: site.path)
            #expect(await files.found(path) == nil)
        }
    }

    @Test("A name too long for the system is only a file that is not there")
    func longName() async throws {
        try await withDirectory { site in
            let files = try Files(directory: site.path)
            #expect(await files.found("/" + String(repeating: "a", count: 5_000)) == nil)
        }
    }

    @Test("A file that changes is served anew a tenth of a second later, with another tag; one that goes is gone")
    func changes() async throws {
        try await withDirectory { site in
            let files = try Files(directory: site.path)
            let style = site.appending(path: "style.css")
            let first = await files.found("/style.css")?.etag
            #expect(first != nil)
            #expect(await files.found("/style.css")?.etag == first)
            try await Task.sleep(for: .milliseconds(110))
            #expect(await files.found("/style.css")?.etag == first)
            try Data("b{}".utf8).write(to: style)
            try await Task.sleep(for: .milliseconds(110))
            #expect(octets(await files.found("/style.css")) == Array("b{}".utf8))
            #expect(await files.found("/style.css")?.etag != first)
            try FileManager.default.removeItem(at: style)
            try await Task.sleep(for: .milliseconds(110))
            #expect(await files.found("/style.css") == nil)
        }
    }

    @Test("More files than are kept are all found")
    func manyFiles() async throws {
        try await withDirectory { site in
            let files = try Files(directory: site.path)
            for number in 0..<200 { try Data("\(number)".utf8).write(to: site.appending(path: "\(number).txt")) }
            for _ in 0..<2 {
                for number in 0..<200 { #expect(octets(await files.found("/\(number).txt")) == Array("\(number)".utf8)) }
            }
        }
    }

    @Test("A directory that is not there, or is a file, is refused in one line", arguments: ["/nowhere", "/etc/passwd"])
    func unusable(path: String) {
        let error = #expect(throws: ServerError.self) { try Files(directory: path) }
        #expect(error?.description.contains(path) == true)
    }

    @Test("Built-in files are found by their decoded path, and only by it")
    func builtIn() async {
        let files = Files(["/style.css": [97], "/été.txt": [98]])
        #expect(octets(await files.found("/style.css")) == [97])
        #expect(octets(await files.found("/st%79le.css")) == [97])
        #expect(octets(await files.found("/%C3%A9t%C3%A9.txt")) == [98])
        #expect(await files.found("/style.css")?.etag == EntityTag(of: [97]))
        for path in ["/", "/STYLE.css", "style.css", "/./style.css"] { #expect(await files.found(path) == nil) }
    }

    @Test("A large file goes out whole, in part and not at all, over a connection")
    func overTheWire() async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        let content = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 >> 5) }
        try Data(content).write(to: root.appending(path: "large.bin"))
        let files = try Files(directory: root.path)
        try await withServer(files.service) { server in
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
        let tls = isSecure ? try Server.TLS.shared.get() : nil
        try await withServer(files.service) {
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

    @Test(
        "The time of a file may be any that a disk can hold, and is part of its tag",
        arguments: [-1, 0, -86_400 * 365 * 2_000, -(1 << 31), 1 << 33, 253_402_300_799, 253_402_300_800, 1 << 38])
    func times(seconds: Int) async throws {
        try await withDirectory { site in
            var times = [timespec(tv_sec: seconds, tv_nsec: 1), timespec(tv_sec: seconds, tv_nsec: 1)]
            guard utimensat(AT_FDCWD, site.path + "/style.css", &times, 0) == 0 else { return }
            let files = try Files(directory: site.path), file = try #require(await files.found("/style.css"))
            var kept = stat()
            stat(site.path + "/style.css", &kept)
            #expect(file.lastModified == HTTPDate(seconds: kept.st_mtim.tv_sec))
            // Outside what the file system can hold it is cut.
            guard kept.st_mtim.tv_nsec == 1 else { return }
            times[1].tv_nsec = 2
            utimensat(AT_FDCWD, site.path + "/style.css", &times, 0)
            #expect(try await Files(directory: site.path).found("/style.css")?.etag != file.etag)
        }
    }

    @Test("A file that was served is known by its path, and nothing else is")
    func served() async throws {
        try await withDirectory { site in
            let files = try Files(directory: site.path)
            for path in ["/style.css", "/none", "/.hidden"] {
                #expect(!files.hasServed(path))
                _ = await files.found(path)
            }
            #expect(files.hasServed("/style.css") && files.hasServed("/st%79le.css"))
            #expect(!files.hasServed("/none") && !files.hasServed("/.hidden") && !files.hasServed("/%"))
        }
        let builtIn = Files(["/style.css": [97]])
        #expect(builtIn.hasServed("/style.css") && !builtIn.hasServed("/none"))
    }

    @Test("A small file that was just read is there at once")
    func recent() async throws {
        try await withDirectory { site in
            let files = try Files(directory: site.path)
            // Within a tenth of a second, on a machine that is not too busy.
            for _ in 0..<1_000 {
                _ = await files.found("/style.css")
                if case .now(_?) = files.file(at: "/style.css") { return }
            }
            Issue.record("It is read each time")
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
