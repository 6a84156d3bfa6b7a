import Foundation
@testable import Keys

/// A directory of its own, gone after the test.
final class Folder {
    let path = NSTemporaryDirectory() + "keys-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file, written if there is something to write.
    func file(_ name: String, _ octets: [UInt8]? = nil) -> String {
        let path = path + "/" + name
        if let octets { _ = FileManager.default.createFile(atPath: path, contents: Data(octets)) }
        return path
    }

    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
}

/// What the command `openssl` says: another reader of what is written here, and the writer of what should be refused.
/// Nothing when it fails.
func openssl(_ arguments: String, input: [UInt8] = []) throws -> [UInt8] {
    let process = Process(), input = Data(input), (stdin, stdout) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments.split(separator: " ").map(String.init)
    (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, FileHandle.nullDevice)
    try process.run()
    stdin.fileHandleForWriting.write(input)
    try stdin.fileHandleForWriting.close()
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? Array(output) : []
}

extension Certificate.Profile {
    static let example = Certificate.Profile(
        commonName: "EXERCICE – cahier", organization: "EXERCICE DE FORMATION", validity: 1_790_000_000...2_736_000_000,
        serial: 0x8123_4567_89AB_CDEF_0123_4567_89AB_CDEF, usages: [.digitalSignature, .nonRepudiation])
}

let digest = SHA256.digest(Array("what is signed".utf8).span)
