import Foundation
import Keys
import PDF

/// A key and its certificate sign a document.
struct Seal: Signer {
    let key: PrivateKey, signed: SignedData
    var reservedCount: Int { signed.maximumCount }

    func sign(_ first: borrowing Span<UInt8>, _ second: borrowing Span<UInt8>) throws(SignerFailure) -> [UInt8] {
        do { return try signed.sign(digest: SHA256.digest(first, second), with: key) } catch { throw SignerFailure(reason: error.description) }
    }
}

func page(font file: [UInt8], at now: Int64) throws -> [UInt8] {
    let text = "One page, tagged for who listens to it, and signed for who doubts it."
    let font = try FontSubset(TrueTypeFont(file), letters: ("A page" + text).unicodeScalars)
    let title = try TextBlock("A page", TextStyle(font, size: 24)), body = try TextBlock(text, TextStyle(font, size: 12), width: 300)
    let code = try QRCode("https://www.example.org/a-page")
    var document = Document(Metadata(title: "A page", author: "Somebody", subject: "An example", language: "en", created: now))
    document.page { page in
        page.heading(1) { $0.show(title, at: Point(x: 60, y: 780)) }
        page.paragraph { $0.show(body, at: Point(x: 60, y: 730)) }
        let square = Rectangle(x: 60, y: 560, width: 110, height: 110)
        page.figure("The address of this page", box: square) { $0.draw(code.image, in: square) }
    }
    let key = try PrivateKey.generate(), certificate = try Certificate(selfSigning: key, Certificate.Profile(
        commonName: "Somebody", validity: now...now + 86_400, serial: .random(in: 1 ... .max >> 1), usages: .digitalSignature))
    return try document.bytes(signedBy: Seal(key: key, signed: SignedData(certificate)), "Signed by Somebody")
}

let (font, output) = (URL(filePath: CommandLine.arguments[1]), URL(filePath: CommandLine.arguments[2]))
let file = try page(font: Array(Data(contentsOf: font)), at: Int64(Date.now.timeIntervalSince1970))
try Data(file).write(to: output)
print("\(file.count) octets")
